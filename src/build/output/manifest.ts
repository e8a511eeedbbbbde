import { hash as digest } from 'node:crypto'
import { join } from 'node:path'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { version } from '../../program/package.ts'
import { readCurrentFile } from './current-file.ts'
import { writeFailure } from './write-error.ts'

/** The file name of the manifest in an output folder. */
export const MANIFEST = 'vmc.manifest.json'

/** The path in the manifest for domains that were passed to `build()` as values, because these domains have no program file. */
export const NO_PROGRAM = ''

/** A description of the object, such as a domain, whose XML one file of the output folder contains. */
export interface DocumentInfo {
  readonly kind: 'domain'
  readonly name: string
  readonly host?: string
}

/** The data that the manifest contains about one file. */
export interface ManifestEntry extends Omit<DocumentInfo, 'kind'> {
  /** The kind of the object in the file. A newer version of vmc may write kinds other than `domain`. */
  readonly kind: string
  /** The hash of the text that vmc wrote to the file. */
  readonly hash: string
  /**
   * The hash of the text that the file had before the current build. It is set only while a build writes files, and stays in
   * the manifest if the build is killed.
   */
  readonly replaces?: string
  /** The programs that produce the file, as sorted paths with slashes, relative to the output folder. */
  readonly programs: readonly string[]
}

/** The entries of a manifest, by file name. */
export type ManifestEntries = ReadonlyMap<string, ManifestEntry>

/** The manifest of an output folder, as read from disk. */
export interface Manifest {
  readonly entries: ManifestEntries
  /** The text of the manifest, in which all line ends are `\n`. Not set if the manifest does not exist. */
  readonly text?: string
  readonly diagnostics: readonly Diagnostic[]
}

const NO_ENTRIES: ManifestEntries = new Map()

/**
 * Reads the manifest of an output folder. The manifest lists the files that vmc wrote, and the programs that produced each
 * file.
 */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST)
  const { text, obstacle } = readCurrentFile(file)
  if (obstacle !== undefined)
    return { entries: NO_ENTRIES, diagnostics: [writeFailure(file, obstacle)] }
  if (text === undefined) return { entries: NO_ENTRIES, diagnostics: [] }
  try {
    return { entries: parseManifest(text), text: withUnixLineEnds(text), diagnostics: [] }
  } catch {
    const invalid = diagnose('VMC4012', {
      message: `${MANIFEST} is not a vmc manifest`,
      origin: { file, line: 1, column: 1 },
      help: 'restore the manifest, or delete it together with the .xml files that vmc wrote',
    })
    return { entries: NO_ENTRIES, text, diagnostics: [invalid] }
  }
}

function parseManifest(text: string): ManifestEntries {
  const { files, entry } = JSON.parse(text) as { files: object; entry?: unknown }
  const entries = new Map<string, ManifestEntry>()
  for (const [name, value] of Object.entries(files)) {
    // Names of files outside the folder are ignored, because a build may delete the files in the manifest.
    if (/[\\/]/.test(name) || !name.endsWith('.xml')) continue
    // In the first version of the manifest format, each XML file has only a hash. `entry` lists the programs that produced the
    // files, without saying which file each of them produced.
    const isHash = typeof value === 'string'
    const parsed = parseEntry(name, isHash ? { hash: value, program: entry } : value)
    if (parsed) entries.set(name, parsed)
  }
  return entries
}

function parseEntry(file: string, value: unknown): ManifestEntry | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { kind, name, host, hash, replaces, program } = value as Record<string, unknown>
  if (!isString(hash)) return undefined
  const programs = [program].flat().filter(isString)
  return {
    kind: isString(kind) ? kind : 'domain',
    name: isString(name) ? name : file.slice(0, -'.xml'.length),
    ...(isString(host) && { host }),
    hash,
    ...(isString(replaces) && { replaces }),
    programs: programs.length > 0 ? programs.sort() : [NO_PROGRAM],
  }
}

const isString = (value: unknown): value is string => typeof value === 'string'

/**
 * Prints a manifest, with one file on each line. Files and programs are sorted, so that the text does not depend on the order
 * in which domains are built.
 */
export function printManifest(entries: ManifestEntries): string {
  const files: string[] = []
  for (const file of [...entries.keys()].sort()) {
    const { programs, kind, name, host, hash, replaces } = entries.get(file)!
    const [program, ...others] = programs.filter(one => one !== NO_PROGRAM)
    const entry = {
      kind,
      name,
      host,
      hash,
      replaces,
      program: others.length > 0 ? [program, ...others] : program,
    }
    files.push(`\n    ${JSON.stringify(file)}: ${JSON.stringify(entry)}`)
  }
  return `{\n  "vmc": ${JSON.stringify(version)},\n  "files": {${files.join(',')}\n  }\n}\n`
}

/** The hash of a text. It does not depend on line ends, because Git may check files out with `\r\n`. */
export const hash = (text: string): string => `sha256-${digest('sha256', withUnixLineEnds(text))}`

/** Whether two texts are equal, apart from their line ends. */
export const isSameText = (a: string, b: string): boolean =>
  a === b || withUnixLineEnds(a) === withUnixLineEnds(b)

const withUnixLineEnds = (text: string): string =>
  text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text
