import { chmodSync, writeFileSync } from 'node:fs'
import { statOf } from '../../diagnostics/regular-file.ts'

/** What the mode of a file that vmc writes follows from. */
export interface ModeOptions {
  /** The path that the file will have, unless no file can be there. A mode that someone set for this path is kept. */
  readonly target?: string | undefined
  /** Whether a secret makes the file private even if someone made it readable to others. Default: false. */
  readonly isGenerated?: boolean
}

/** Writes a text to a temporary file, with the mode that the text and the file at the target path need. */
export function writeTemporary(file: string, text: string, options: ModeOptions): void {
  const mode = modeOf(text, options)
  // Node takes twice as long to write a file with options.
  if (mode === undefined) {
    writeFileSync(file, text)
    return
  }
  writeFileSync(file, text, { flag: 'wx', mode })
  // The umask of the process may have removed permissions that the file at the target path has.
  chmodSync(file, mode)
}

// The permissions of the file; `undefined` for those that the user's umask gives.
function modeOf(text: string, { target, isGenerated = false }: ModeOptions): number | undefined {
  const stats = target === undefined ? undefined : statOf(target)
  const current = stats?.isFile() ? stats.mode & 0o777 : undefined
  if (!holdsSecret(text)) return current
  if (current === undefined) return OWNER_ONLY
  return isGenerated ? current & OWNER_ONLY : current
}

const OWNER_ONLY = 0o600

/** Whether the text of a document or program seems to hold a password, a cookie or the data of a QEMU secret. */
const holdsSecret = (text: string): boolean =>
  /\bpassw(?:or)?d["']?\s*[=:(]|\bcookies?\b["']?\s*[:(>]|<cookie\b|\bsecret,[^"'\n]*\bdata=/i.test(
    text,
  )
