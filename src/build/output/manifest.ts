import { hash as digest } from 'node:crypto'
import { join } from 'node:path'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { version } from '../../program/package.ts'
import { standing, unwritable } from './standing.ts'

export const MANIFEST = 'vmc.manifest.json'

/** The program of domains that `build()` was given as values: they come from no file. */
export const NO_PROGRAM = ''

/** What a file of the output folder describes. */
export interface Described {
  readonly kind: 'domain'
  readonly name: string
  readonly host?: string
}

/** What the manifest says about one file. */
export interface ManifestEntry extends Omit<Described, 'kind'> {
  /** The kind of document; a newer vmc may know more kinds. */
  readonly kind: string
  /** The hash of the text that vmc wrote. */
  readonly hash: string
  /** The hash of the text that it replaces, while a build is writing. Only an interrupted build leaves it behind. */
  readonly replaces?: string
  /** The programs that make the file: sorted paths, relative to the folder, with slashes. */
  readonly programs: readonly string[]
}

/** The entries of a manifest, by file name. */
export type ManifestEntries = ReadonlyMap<string, ManifestEntry>

/** The manifest of a folder, as it is on disk. */
export interface Manifest {
  readonly entries: ManifestEntries
  /** Its text with `\n` as line ends, if the file exists. */
  readonly text?: string
  readonly diagnostics: readonly Diagnostic[]
}

const NOTHING: ManifestEntries = new Map()

/** Reads the manifest of a folder: which files vmc wrote there, and for which programs. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST)
  const { text, obstacle } = standing(file)
  if (obstacle !== undefined) return { entries: NOTHING, diagnostics: [unwritable(file, obstacle)] }
  if (text === undefined) return { entries: NOTHING, diagnostics: [] }
  try {
    return { entries: parse(text), text: withPlainLineEnds(text), diagnostics: [] }
  } catch {
    const broken = diagnose('VMC4012', {
      message: `${MANIFEST} is not a manifest of vmc`,
      origin: { file, line: 1, column: 1 },
      help: 'restore it, or remove it together with the files that vmc wrote',
    })
    return { entries: NOTHING, text, diagnostics: [broken] }
  }
}

function parse(text: string): ManifestEntries {
  const { files, entry } = JSON.parse(text) as { files: object; entry?: unknown }
  const entries = new Map<string, ManifestEntry>()
  for (const [name, value] of Object.entries(files)) {
    // The name is joined to the folder, and the file may be removed, so it must be inside the folder.
    if (/[\\/]/.test(name) || !name.endsWith('.xml')) continue
    // In an older manifest a file has only its hash, and one list names the programs of all files.
    const isHash = typeof value === 'string'
    const read = entryOf(name, isHash ? { hash: value, program: entry } : value)
    if (read) entries.set(name, read)
  }
  return entries
}

function entryOf(file: string, value: unknown): ManifestEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { kind, name, host, hash, replaces, program } = value as Record<string, unknown>
  if (!isText(hash)) return undefined
  const programs = [program].flat().filter(isText)
  return {
    kind: isText(kind) ? kind : 'domain',
    name: isText(name) ? name : file.slice(0, -'.xml'.length),
    ...(isText(host) && { host }),
    hash,
    ...(isText(replaces) && { replaces }),
    programs: programs.length > 0 ? programs.sort() : [NO_PROGRAM],
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** The text of a manifest. It depends on neither the order of the files nor that of the programs. */
export function printManifest(entries: ManifestEntries): string {
  const files: Record<string, unknown> = {}
  for (const file of [...entries.keys()].sort()) {
    const { programs, kind, name, host, hash, replaces } = entries.get(file)!
    const [program, ...others] = programs.filter(one => one !== NO_PROGRAM)
    files[file] = {
      kind,
      name,
      host,
      hash,
      replaces,
      program: others.length > 0 ? [program, ...others] : program,
    }
  }
  return `${JSON.stringify({ vmc: version, files }, null, 2)}\n`
}

/** The hash of a text, the same whether lines end in `\n` or, as Git may check them out, in `\r\n`. */
export const hash = (text: string): string => `sha256-${digest('sha256', withPlainLineEnds(text))}`

/** Are two texts the same, apart from `\r\n` for `\n`? */
export const isSameText = (a: string, b: string): boolean =>
  a === b || withPlainLineEnds(a) === withPlainLineEnds(b)

const withPlainLineEnds = (text: string): string =>
  text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text
