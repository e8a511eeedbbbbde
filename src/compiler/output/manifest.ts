import { hash as digest } from 'node:crypto'
import { join, relative, sep } from 'node:path'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { version } from '../package.ts'
import { standing, unwritable } from './standing.ts'

export const MANIFEST = 'vmc.manifest.json'

/** The SHA-256 of each file that vmc wrote into a folder, by its name. */
export type Hashes = Readonly<Record<string, string>>

/** What the manifest of a folder says. */
export interface Manifest {
  readonly files: Hashes
  /** The manifest to the letter, if there is one. */
  readonly text?: string
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads what vmc wrote into a folder, kept there beside it, so that it never touches what it did not write. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST)
  const { text, obstacle } = standing(file)
  if (obstacle !== undefined) return { files: {}, diagnostics: [unwritable(file, obstacle)] }
  if (text === undefined) return { files: {}, diagnostics: [] }
  try {
    const { files } = JSON.parse(text) as { files: Hashes }
    // A name is joined to the folder and may be removed, so it must stay in it.
    const own = Object.entries(files).filter(
      ([name, sum]) => !/[\\/]/.test(name) && name.endsWith('.xml') && typeof sum === 'string',
    )
    return { files: Object.fromEntries(own), text, diagnostics: [] }
  } catch {
    const broken = diagnose('VMC4012', {
      message: `${MANIFEST} is not a manifest of vmc`,
      origin: { file, line: 1, column: 1 },
      help: 'restore it, or remove it together with the files that vmc wrote',
    })
    return { files: {}, text, diagnostics: [broken] }
  }
}

/** The text of a manifest: who wrote the files, from what, and their hashes, in the order of their names. */
export function printManifest(folder: string, entries: readonly string[], files: Hashes): string {
  const entry = entries.map(file => relative(folder, file).split(sep).join('/'))
  const sorted: Record<string, string> = {}
  for (const name of Object.keys(files).sort()) sorted[name] = files[name]!
  return `${JSON.stringify({ vmc: version, entry, files: sorted }, null, 2)}\n`
}

export const hash = (text: string): string => `sha256-${digest('sha256', text)}`
