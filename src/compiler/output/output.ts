import { readdirSync, rmSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { specialKind } from '../../diagnostics/regular-file.ts'
import { hash, MANIFEST, type Manifest, printManifest, readManifest } from './manifest.ts'
import { Staging, sweep } from './staging.ts'
import { reasonOf, standing, unwritable } from './standing.ts'

/** A file to be: its name in the output folder, and its text. */
export interface OutputFile {
  readonly name: string
  readonly text: string
}

/** What became of the files of a folder, by their names. */
export interface Outcome {
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
  readonly removed: readonly string[]
}

/** Where files go, and of what programs. */
export interface OutputOptions {
  readonly folder: string
  /** The programs, by their files. */
  readonly entries: readonly string[]
  /** Files of an earlier build that this one does not make stay. */
  readonly keep?: boolean
  /** Nothing is written; what is not up to date is told instead. */
  readonly check?: boolean
}

/** What has to happen for a folder to hold the files that it was given. */
interface Plan {
  /** Those that stand there in another version. */
  readonly changed: readonly string[]
  /** Those that are not there yet. */
  readonly missing: readonly string[]
  readonly unchanged: readonly string[]
  readonly remove: readonly string[]
  readonly manifest: string
  /** Does the manifest itself change? */
  readonly isManifestStale: boolean
}

/** How a file of the output folder stands to the text that it is to hold. */
type State = 'changed' | 'missing' | 'unchanged' | Diagnostic

/** The output folder does not let itself be written; the message says why. */
export class Unwritable extends Error {}

/**
 * The files of an output folder. Each is compared with what stands there as it is given, and those that are new are put on
 * disk beside their place; no file changes before `apply`.
 */
export class Output {
  readonly #options: OutputOptions
  readonly #folder: string
  readonly #before: Manifest
  readonly #there: ReadonlySet<string> | undefined
  readonly #states = new Map<string, State>()
  readonly #hashes: Record<string, string> = {}
  readonly #staging: Staging
  #refusal: string | undefined

  constructor(options: OutputOptions) {
    this.#options = options
    this.#folder = options.folder
    this.#before = readManifest(options.folder)
    this.#there = namesIn(options.folder)
    this.#staging = new Staging(options.folder)
  }

  /** Gives a file, or another text for one that was given before. */
  add({ name, text }: OutputFile): void {
    const state = this.#compare(name, text)
    this.#states.set(name, state)
    this.#hashes[name] = hash(text)
    if (this.#options.check) return
    if (state === 'changed' || state === 'missing') this.#try(() => this.#staging.put(name, text))
    else this.#staging.drop(name)
  }

  #compare(name: string, text: string): State {
    if (isAbsent(name, this.#there)) return 'missing'
    const path = join(this.#folder, name)
    const { text: before, obstacle } = standing(path)
    if (obstacle !== undefined) return unwritable(path, obstacle)
    if (before === undefined) return 'missing'
    if (before === text) return 'unchanged'
    return Object.hasOwn(this.#before.files, name) ? 'changed' : foreign(path, name)
  }

  // What the system refuses once, it is not asked for again.
  #try(work: () => void): void {
    if (this.#refusal !== undefined) return
    try {
      work()
    } catch (error) {
      this.#refusal = reasonOf(error)
    }
  }

  /** What stands against it, once all files are given; where nothing is to be written, also what is not up to date. */
  faults(): readonly Diagnostic[] {
    const obstacles = [...this.#states.values()].filter(state => typeof state === 'object')
    const stale = this.#options.check ? staleIn(this.#folder, this.#planned()) : []
    return [...obstacleTo(this.#folder), ...this.#before.diagnostics, ...obstacles, ...stale]
  }

  #planned(): Plan {
    const manifest = this.#manifest(this.#options.keep ? this.#before.files : {})
    return {
      changed: this.#namesOf('changed'),
      missing: this.#namesOf('missing'),
      unchanged: this.#namesOf('unchanged'),
      remove: this.#superfluous(),
      manifest,
      isManifestStale: manifest !== this.#before.text,
    }
  }

  #namesOf(wanted: State): readonly string[] {
    return [...this.#states].flatMap(([name, state]) => (state === wanted ? [name] : []))
  }

  #superfluous(): readonly string[] {
    if (this.#options.keep) return []
    return Object.keys(this.#before.files).filter(
      name => !this.#states.has(name) && isFile(join(this.#folder, name)),
    )
  }

  #manifest(others: Manifest['files']): string {
    return printManifest(this.#folder, this.#options.entries, { ...others, ...this.#hashes })
  }

  /**
   * Lets all that was given take its place. Killed at any moment, it leaves every file either old or new, and a manifest that
   * knows them all; a folder that was not there yet appears whole.
   *
   * @throws {Unwritable} where the system refuses; the files are as they were, unless the message says otherwise.
   */
  apply(): Outcome {
    const plan = this.#planned()
    const { unchanged, remove: removed } = plan
    const written = [...plan.missing, ...plan.changed]
    if (written.length > 0 || removed.length > 0 || plan.isManifestStale)
      this.#carryOut(plan, written)
    else sweep(this.#folder)
    return { written, unchanged, removed }
  }

  #carryOut({ remove, manifest: last }: Plan, written: readonly string[]): void {
    const staging = this.#staging
    // The manifest to leave behind should the work be cut short knows the old files and the new.
    const interim = remove.length > 0 ? this.#manifest(this.#before.files) : last
    this.#try(() => staging.put(MANIFEST, interim))
    if (interim !== last) this.#try(() => staging.put(LAST, last))
    const done: string[] = []
    const step = (name: string, work: () => void): void =>
      this.#try(() => {
        work()
        if (name !== MANIFEST) done.push(name)
      })
    if (staging.isWhole) this.#try(() => staging.settleAll())
    else {
      for (const name of [MANIFEST, ...written]) step(name, () => staging.settle(name))
      for (const name of remove) step(name, () => rmSync(join(this.#folder, name), { force: true }))
      if (interim !== last) this.#try(() => staging.settle(LAST, MANIFEST))
    }
    if (this.#refusal === undefined) return
    this.discard()
    const changed = done.length > 0 ? `; changed before that: ${done.join(', ')}` : ''
    throw new Unwritable(`${this.#refusal}${changed}`)
  }

  /** Takes away what was put on disk and is not to be, if anything is left. */
  discard(): void {
    this.#staging.discard()
  }
}

// The name under which the last manifest waits; no file has it.
const LAST = `${MANIFEST}/last`

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
  if (!stat || stat.isDirectory()) return []
  return [unwritable(folder, `this is ${specialKind(folder) ?? 'a file'}, not a folder`)]
}

const isFile = (path: string): boolean => statOf(path)?.isFile() === true

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path)
  } catch {
    return undefined
  }
}

function staleIn(
  folder: string,
  { changed, missing, remove, isManifestStale }: Plan,
): readonly Diagnostic[] {
  const tell = (name: string, what: string): Diagnostic => ({
    ...diagnose('VMC4011', {
      message: `${name} ${what}`,
      help: 'run vmc build, and commit what it wrote',
    }),
    file: join(folder, name),
  })
  const files = [
    ...missing.map(name => tell(name, 'is missing')),
    ...changed.map(name => tell(name, 'is not what the program makes')),
    ...remove.map(name => tell(name, 'is no longer made by the program')),
  ]
  return files.length === 0 && isManifestStale ? [tell(MANIFEST, 'is not up to date')] : files
}

const foreign = (file: string, name: string): Diagnostic =>
  diagnose('VMC4012', {
    message: `${name} is there already, and vmc did not write it`,
    origin: { file, line: 1, column: 1 },
    help: 'move it away, or choose another folder with --out',
  })
