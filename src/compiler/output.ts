import {
  existsSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { makeFolder } from './folder.ts'
import { hash, MANIFEST, printManifest, readManifest } from './manifest.ts'
import { reasonOf, standing, unwritable } from './standing.ts'

/** A file to be: its name in the output folder, and its text. */
export interface OutputFile {
  readonly name: string
  readonly text: string
}

/** What becomes of one file of the output folder. */
export interface FileStatus {
  /** The absolute path. */
  readonly path: string
  readonly status: 'written' | 'unchanged' | 'removed'
}

/** What has to happen for a folder to hold these files: plain data, carried out by `apply`. */
export interface OutputPlan {
  readonly folder: string
  /** Those of the files to write that stand there in another version. */
  readonly changed: readonly OutputFile[]
  /** Those of the files to write that are not there yet. */
  readonly missing: readonly OutputFile[]
  readonly unchanged: readonly string[]
  readonly remove: readonly string[]
  readonly manifest: string
  /** Does the manifest itself change? */
  readonly manifestStale: boolean
  /** The manifest to leave behind should the work be cut short: it knows the old files and the new. */
  readonly interim: string
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Compares a folder with what it is to hold. With `keep`, files of an earlier build that this one does not make stay.
 */
export function plan(
  folder: string,
  files: readonly OutputFile[],
  entries: readonly string[],
  keep = false,
): OutputPlan {
  const before = readManifest(folder)
  const diagnostics = [...obstacleTo(folder), ...before.diagnostics]
  const changed: OutputFile[] = []
  const missing: OutputFile[] = []
  const unchanged: string[] = []
  const there = namesIn(folder)
  for (const file of files) {
    const path = join(folder, file.name)
    const { text, obstacle } = isAbsent(file.name, there) ? {} : standing(path)
    if (obstacle !== undefined) diagnostics.push(unwritable(path, obstacle))
    else if (text === undefined) missing.push(file)
    else if (text === file.text) unchanged.push(file.name)
    else if (Object.hasOwn(before.files, file.name)) changed.push(file)
    else diagnostics.push(foreign(path, file.name))
  }
  const hashes = Object.fromEntries(files.map(({ name, text }) => [name, hash(text)]))
  const gone = Object.keys(before.files).filter(name => !Object.hasOwn(hashes, name))
  const manifest = printManifest(folder, entries, { ...(keep && before.files), ...hashes })
  return {
    folder,
    changed,
    missing,
    unchanged,
    remove: keep ? [] : gone.filter(name => isFile(join(folder, name))),
    manifest,
    manifestStale: manifest !== before.text,
    interim: printManifest(folder, entries, { ...before.files, ...hashes }),
    diagnostics,
  }
}

/** The names of what stands in a folder; `undefined` where they are not to be had. */
function namesIn(folder: string): ReadonlySet<string> | undefined {
  try {
    return new Set(readdirSync(folder).map(plainly))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Set() : undefined
  }
}

// To ask for a file that is not there costs as much as to write it. Only of a name that may be too long it has to be asked.
const isAbsent = (name: string, there: ReadonlySet<string> | undefined): boolean =>
  there !== undefined && name.length < SHORT && !there.has(plainly(name))

// Of characters, each of which may take four of the 255 bytes that a name can have.
const SHORT = 63

// Some file systems take names for one that differ in case, or in how an accent is spelled.
const plainly = (name: string): string => name.normalize('NFD').toLowerCase()

function obstacleTo(folder: string): readonly Diagnostic[] {
  const stat = statOf(folder)
  return !stat || stat.isDirectory() ? [] : [unwritable(folder, 'this is a file, not a folder')]
}

const isFile = (path: string): boolean => statOf(path)?.isFile() === true

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

const foreign = (file: string, name: string): Diagnostic =>
  diagnose('VMC4012', {
    message: `${name} is there already, and vmc did not write it`,
    origin: { file, line: 1, column: 1 },
    help: 'move it away, or choose another folder with --out',
  })

/**
 * Carries out a plan. Every new text is on disk, beside its place, before the first file changes; then each is renamed
 * into place. Killed at any moment, it leaves every file either old or new, and a manifest that knows them all.
 *
 * @throws {Unwritable} where the system refuses; the files are as they were, unless the message says otherwise.
 */
export function apply(plan: OutputPlan): readonly FileStatus[] {
  const { folder, unchanged, remove } = plan
  const write = [...plan.missing, ...plan.changed]
  if (write.length > 0 || remove.length > 0 || plan.manifestStale) carryOut(plan, write)
  else sweep(folder)
  const status =
    (status: FileStatus['status']) =>
    (name: string): FileStatus => ({ path: join(folder, name), status })
  return [
    ...write.map(file => file.name).map(status('written')),
    ...unchanged.map(status('unchanged')),
    ...remove.map(status('removed')),
  ].sort((a, b) => (a.path < b.path ? -1 : 1))
}

function carryOut(
  { folder, remove, interim, manifest }: OutputPlan,
  write: readonly OutputFile[],
): void {
  const first = { name: MANIFEST, text: interim }
  const last = interim === manifest ? [] : [{ name: MANIFEST, text: manifest }]
  const staged = stage(folder, [first, ...write, ...last])
  const done: string[] = []
  const settle = ({ name, from }: Staged): void => {
    renameSync(from, join(folder, name))
    if (name !== MANIFEST) done.push(name)
  }
  try {
    staged.slice(0, write.length + 1).forEach(settle)
    for (const name of remove) {
      rmSync(join(folder, name), { force: true })
      done.push(name)
    }
    staged.slice(write.length + 1).forEach(settle)
  } catch (error) {
    discard(staged)
    const changed = done.length > 0 ? `; changed before that: ${done.join(', ')}` : ''
    throw new Unwritable(`${reasonOf(error)}${changed}`)
  }
}

/** A text on disk that waits to be renamed into its place. */
interface Staged {
  readonly name: string
  readonly from: string
}

const TEMPORARY = '.vmc-'

function stage(folder: string, files: readonly OutputFile[]): readonly Staged[] {
  const staged: Staged[] = []
  let made: readonly string[] = []
  try {
    made = makeFolder(folder)
    sweep(folder)
    for (const { name, text } of files) {
      const from = join(folder, `${TEMPORARY}${process.pid}-${staged.length}`)
      staged.push({ name, from })
      writeFileSync(from, text)
    }
    return staged
  } catch (error) {
    discard(staged)
    for (const empty of made.toReversed()) rmdirSync(empty)
    throw new Unwritable(reasonOf(error))
  }
}

function discard(staged: readonly Staged[]): void {
  for (const { from } of staged) rmSync(from, { force: true })
}

/** The output folder does not let itself be written; the message says why. */
export class Unwritable extends Error {}

// What a build that was killed left behind; a build that is still running keeps its own.
function sweep(folder: string): void {
  if (!existsSync(folder)) return
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
