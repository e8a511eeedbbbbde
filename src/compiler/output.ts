import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { version } from './version.ts'

/** A file to be: its name in the output folder, and its text. */
export interface OutputFile {
  readonly name: string
  readonly text: string
}

/** A file to write. */
export interface Change extends OutputFile {
  /** Is there no such file yet? */
  readonly isNew: boolean
}

/** What becomes of one file of the output folder. */
export interface FileStatus {
  /** The absolute path. */
  readonly path: string
  readonly status: 'written' | 'unchanged' | 'removed'
}

/** What vmc wrote into a folder, kept there beside it, so that it never touches what it did not write. */
interface Manifest {
  readonly vmc: string
  readonly entry: readonly string[]
  /** The SHA-256 of each file, by its name. */
  readonly files: Readonly<Record<string, string>>
}

/** What has to happen for a folder to hold these files: plain data, carried out by `apply`. */
export interface OutputPlan {
  readonly folder: string
  readonly write: readonly Change[]
  readonly unchanged: readonly string[]
  readonly remove: readonly string[]
  readonly manifest: string
  /** Does the manifest itself change? */
  readonly manifestStale: boolean
  /** The manifest to leave behind should the work be cut short: it knows the old files and the new. */
  readonly interim: string
  readonly diagnostics: readonly Diagnostic[]
}

export const MANIFEST = 'vmc.manifest.json'

/**
 * Compares a folder with what it is to hold. With `keep`, files of an earlier build that this one does not make stay.
 */
export function plan(
  folder: string,
  files: readonly OutputFile[],
  entries: readonly string[],
  keep = false,
): OutputPlan {
  const { manifest: before, text: beforeText, diagnostics: broken } = readManifest(folder)
  const diagnostics = [...obstacleTo(folder), ...broken]
  const write: Change[] = []
  const unchanged: string[] = []
  for (const { name, text } of files) {
    const file = join(folder, name)
    const now = standing(file)
    if ('obstacle' in now) diagnostics.push(unwritable(file, now.obstacle))
    else if (now.text === text) unchanged.push(name)
    else {
      write.push({ name, text, isNew: now.text === undefined })
      if (now.text !== undefined && !Object.hasOwn(before.files, name)) {
        diagnostics.push(
          diagnose('VMC4012', {
            message: `${name} is there already, and vmc did not write it`,
            origin: { file, line: 1, column: 1 },
            help: 'move it away, or choose another folder with --out',
          }),
        )
      }
    }
  }
  const made = new Set(files.map(file => file.name))
  const left = Object.keys(before.files).filter(name => !made.has(name))
  const remove = keep ? [] : left.filter(name => isFile(join(folder, name)))
  const kept = keep ? left.map(name => [name, before.files[name]!] as const) : []
  const hashes = [...files.map(file => [file.name, hash(file.text)] as const), ...kept]
  const entry = entries.map(file => relative(folder, file).split(sep).join('/'))
  const manifest = print({ vmc: version, entry, files: sorted(hashes) })
  const interim = print({
    vmc: version,
    entry,
    files: sorted([...Object.entries(before.files), ...hashes]),
  })
  return {
    folder,
    write,
    unchanged,
    remove,
    manifest,
    manifestStale: manifest !== beforeText,
    interim,
    diagnostics,
  }
}

/**
 * Carries out a plan. Every new text is on disk, beside its place, before the first file changes; then each is renamed
 * into place. Killed at any moment, it leaves every file either old or new, and a manifest that knows them all.
 *
 * @throws {Unwritable} where the folder does not let it.
 */
export function apply({
  folder,
  write,
  unchanged,
  remove,
  manifest,
  manifestStale,
  interim,
}: OutputPlan): readonly FileStatus[] {
  const changes = [
    { name: MANIFEST, text: interim },
    ...write,
    ...(interim === manifest ? [] : [{ name: MANIFEST, text: manifest }]),
  ]
  if (write.length > 0 || remove.length > 0 || manifestStale) {
    const staged = stage(folder, changes)
    const done: string[] = []
    try {
      const last = staged.length > write.length + 1 ? staged.pop() : undefined
      for (const { name, from } of staged) {
        renameSync(from, join(folder, name))
        done.push(name)
      }
      for (const name of remove) rmSync(join(folder, name), { force: true })
      if (last) renameSync(last.from, join(folder, last.name))
    } catch (error) {
      for (const { from } of staged) rmSync(from, { force: true })
      throw new Unwritable(error, done.filter(name => name !== MANIFEST))
    }
  } else if (existsSync(folder)) sweep(folder)
  const status = (name: string, status: FileStatus['status']): FileStatus => ({
    path: join(folder, name),
    status,
  })
  return [
    ...write.map(file => status(file.name, 'written')),
    ...unchanged.map(name => status(name, 'unchanged')),
    ...remove.map(name => status(name, 'removed')),
  ].sort((a, b) => (a.path < b.path ? -1 : 1))
}
const TEMPORARY = '.vmc-'

// What a build that was killed left behind; a build that is still running keeps its own.
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = name.startsWith(TEMPORARY) && /^(\d+)-\d+$/.exec(name.slice(TEMPORARY.length))?.[1]
    if (pid && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true })
  }
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function readManifest(folder: string): {
  manifest: Manifest
  text?: string
  diagnostics: readonly Diagnostic[]
} {
  const file = join(folder, MANIFEST)
  const text = textOf(file)
  const none: Manifest = { vmc: version, entry: [], files: {} }
  if (text === undefined) return { manifest: none, diagnostics: [] }
  try {
    const { files } = JSON.parse(text) as Manifest
    // A name is joined to the folder and may be removed, so it must stay in it.
    const names = Object.entries(files).filter(
      ([name, sum]) => !/[\\/]/.test(name) && name.endsWith('.xml') && typeof sum === 'string',
    )
    return { manifest: { ...none, files: Object.fromEntries(names) }, text, diagnostics: [] }
  } catch {
    const broken = diagnose('VMC4012', {
      message: `${MANIFEST} is not a manifest of vmc`,
      origin: { file, line: 1, column: 1 },
      help: 'restore it, or remove it together with the files that vmc wrote',
    })
    return { manifest: none, text, diagnostics: [broken] }
  }
}

// A folder that is not there yet, and whatever else cannot be read, shows when it is written.
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const hash = (text: string): string => `sha256-${createHash('sha256').update(text).digest('hex')}`
const print = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`
const sorted = (entries: readonly (readonly [string, string])[]): Record<string, string> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
