import { chmodSync, writeFileSync } from 'node:fs'
import { statOf } from '../../diagnostics/regular-file.ts'

/** The options that determine the mode (permissions) of a file that vmc writes. */
export interface ModeOptions {
  /**
   * The final path of the file. If a file exists at this path, its mode is kept. Not set if the output folder does not exist
   * yet.
   */
  readonly target?: string | undefined
  /**
   * Whether to remove the permissions of group and others from a file that contains a secret, even if the existing file has
   * them. Default: `false`.
   */
  readonly isGenerated?: boolean
}

/**
 * Writes a text to a temporary file. The mode of the file depends on the text and on the existing file at the target path.
 */
export function writeTemporary(file: string, text: string, options: ModeOptions): void {
  const mode = modeOf(text, options)
  // No options are passed to writeFileSync() here, because with options, Node takes twice as long to write a file.
  if (mode === undefined) {
    writeFileSync(file, text)
    return
  }
  writeFileSync(file, text, { flag: 'wx', mode })
  // The umask of the process may have removed permissions from the new file, so its mode is set again.
  chmodSync(file, mode)
}

// Returns the mode for a file, or `undefined` for the default mode of the user (umask).
function modeOf(text: string, { target, isGenerated = false }: ModeOptions): number | undefined {
  const stats = target === undefined ? undefined : statOf(target)
  const current = stats?.isFile() ? stats.mode & 0o777 : undefined
  if (!holdsSecret(text)) return current
  if (current === undefined) return OWNER_ONLY
  return isGenerated ? current & OWNER_ONLY : current
}

const OWNER_ONLY = 0o600

/** Whether the text of an XML file or program appears to contain a password, a cookie or the data of a QEMU secret. */
const holdsSecret = (text: string): boolean =>
  /\bpassw(?:or)?d["']?\s*[=:(]|\bcookies?\b["']?\s*[:(>]|<cookie\b|\bsecret,[^"'\n]*\bdata=/i.test(
    text,
  )
