import { rmSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { specialKind } from '../../diagnostics/regular-file.ts'
import { isAbsent, type Listing, listFolder } from './listing.ts'
import {
  type Described,
  hash,
  isSameText,
  MANIFEST,
  type Manifest,
  printManifest,
  readManifest,
} from './manifest.ts'
import { OutputDiagnostics } from './output-diagnostics.ts'
import { Ownership } from './ownership.ts'
import { entriesOf, type MadeFile, makePlan, type Plan, type State } from './plan.ts'
import { Staging, sweep } from './staging.ts'
import { reasonOf, standing, unwritable } from './standing.ts'

/** A file to write. */
export interface OutputFile {
  /** Its name in the output folder. */
  readonly name: string
  readonly text: string
  /** What it describes: a domain named like the file, if left out. */
  readonly described?: Described
  /** The files of the programs that make it, none for a domain given as a value: all `entries`, if left out. */
  readonly programs?: readonly string[]
}

/** What became of the files of a folder, by their names. */
export interface Outcome {
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
  readonly removed: readonly string[]
}

/** Where files go, which programs make them, and what a build may do there. */
export interface OutputOptions {
  readonly folder: string
  /** The files of the programs of this build; `NO_PROGRAM` for domains that `build()` was given as values. */
  readonly entries: readonly string[]
  /** Files that this build does not make stay. */
  readonly keep?: boolean
  /** Write nothing, and report what is not up to date. */
  readonly check?: boolean
  /** Remove files even if a program loses most of its files, and files whose program no longer exists. */
  readonly prune?: boolean
  /** Change and remove files even if they were edited by hand. */
  readonly overwrite?: boolean
  /** The folder that programs are relative to in messages; the current one if left out. */
  readonly cwd?: string
}

interface Comparison {
  readonly state: State
  /** The hash of the file on disk, if it changes. */
  readonly onDisk?: string
}

/** The system refuses to write the output folder; the message says why. */
export class Unwritable extends Error {}

/**
 * The files of an output folder. Each is compared with the file on disk as it is added, and a new text is put on disk
 * beside its place; no file changes before `apply`.
 */
export class Output {
  readonly #options: OutputOptions
  readonly #folder: string
  #before: Manifest
  readonly #listing: Listing | undefined
  #ownership: Ownership
  readonly #diagnostics: OutputDiagnostics
  readonly #made = new Map<string, MadeFile>()
  readonly #staging: Staging
  #plan: Plan | undefined
  #refusal: string | undefined

  constructor(options: OutputOptions) {
    const { folder, entries, cwd = process.cwd() } = options
    this.#options = options
    this.#folder = folder
    this.#before = readManifest(folder)
    this.#listing = listFolder(folder)
    this.#ownership = new Ownership(folder, this.#before.entries, entries)
    this.#diagnostics = new OutputDiagnostics(folder, cwd)
    this.#staging = new Staging(folder)
  }

  /** Adds a file, or replaces one that was added before. */
  add({ name, text, described, programs = this.#options.entries }: OutputFile): void {
    const makers = this.#ownership.programsOf(programs)
    const { state, onDisk } = this.#compare(name, text, makers)
    const entry = {
      ...(described ?? { kind: 'domain', name: name.slice(0, -'.xml'.length) }),
      hash: hash(text),
      ...(onDisk !== undefined && { replaces: onDisk }),
      programs: this.#ownership.ownersOf(name, makers),
    }
    this.#made.set(name, { state, entry })
    this.#plan = undefined
    if (this.#options.check) return
    if (state === 'changed' || state === 'missing') this.#try(() => this.#staging.put(name, text))
    else this.#staging.drop(name)
  }

  #compare(name: string, text: string, makers: readonly string[]): Comparison {
    const rivals = this.#ownership.rivals(name, makers)
    if (rivals.length > 0) {
      const [mine, theirs] = [this.#filesOf(makers), this.#filesOf(rivals)]
      return { state: this.#diagnostics.rival(name, mine, theirs) }
    }
    if (isAbsent(name, this.#listing)) return { state: 'missing' }
    const path = join(this.#folder, name)
    const { text: before, obstacle } = standing(path)
    if (obstacle !== undefined) return { state: unwritable(path, obstacle) }
    if (before === undefined) return { state: 'missing' }
    if (isSameText(before, text)) return { state: 'unchanged' }
    if (!this.#before.entries.has(name)) return { state: this.#diagnostics.foreign(name) }
    const onDisk = hash(before)
    const { check, overwrite } = this.#options
    return check || overwrite || this.#isWritten(name, onDisk)
      ? { state: 'changed', onDisk }
      : { state: this.#diagnostics.edited(name) }
  }

  /** Did vmc write a file with this hash? */
  #isWritten(name: string, onDisk: string): boolean {
    const entry = this.#before.entries.get(name)!
    return entry.hash === onDisk || entry.replaces === onDisk
  }

  #filesOf(programs: readonly string[]): readonly string[] {
    return this.#ownership.filesOf(programs)
  }

  // After the first refusal nothing more is tried.
  #try(work: () => void): void {
    if (this.#refusal !== undefined) return
    try {
      work()
    } catch (error) {
      this.#refusal = reasonOf(error)
    }
  }

  /** What stops the build once all files are added; with `check`, what is not up to date. */
  faults(): readonly Diagnostic[] {
    const states = [...this.#made.values()].map(({ state }) => state)
    const plan = this.#planned()
    return [
      ...obstacleTo(this.#folder),
      ...this.#before.diagnostics,
      ...states.filter(state => typeof state === 'object'),
      ...(this.#options.check ? this.#diagnostics.stale(plan) : this.#removalFaults(plan)),
      ...this.#ownership
        .groups(plan.orphans)
        .map(({ programs, names }) => this.#diagnostics.orphans(this.#filesOf(programs), names)),
    ]
  }

  /** Removals that need the user's consent. */
  #removalFaults({ remove }: Plan): readonly Diagnostic[] {
    const { prune, overwrite } = this.#options
    const shrunk = prune ? [] : this.#ownership.shrunk(this.#made, remove)
    return [
      ...shrunk.map(({ program, lost, total }) =>
        this.#diagnostics.shrunk(this.#filesOf([program])[0]!, lost, total),
      ),
      ...(overwrite ? [] : remove.flatMap(name => this.#editFaults(name))),
    ]
  }

  /** The edit of a file that is to be removed, or why it cannot be read to find out. */
  #editFaults(name: string): readonly Diagnostic[] {
    const path = join(this.#folder, name)
    const { text, obstacle } = standing(path)
    if (obstacle !== undefined) return [unwritable(path, obstacle)]
    const isEdited = text !== undefined && !this.#isWritten(name, hash(text))
    return isEdited ? [this.#diagnostics.edited(name)] : []
  }

  #planned(): Plan {
    const isThere = (name: string): boolean => isFile(join(this.#folder, name))
    this.#plan ??= makePlan(this.#made, this.#before, this.#ownership, isThere, this.#options)
    return this.#plan
  }

  /**
   * Writes and removes files. If the process is killed, every file is either old or new, and the manifest knows them all; a
   * new folder appears as a whole.
   *
   * @throws {Unwritable} where the system refuses; the files are as they were, unless the message says otherwise.
   */
  apply(): Outcome {
    this.#refresh()
    const plan = this.#planned()
    const { unchanged, remove: removed } = plan
    const written = [...plan.missing, ...plan.changed]
    if (written.length > 0 || removed.length > 0 || plan.isManifestStale)
      this.#carryOut(plan, written)
    else sweep(this.#folder)
    return { written, unchanged, removed }
  }

  /** Plans anew if another build wrote the manifest since, so that what it says about other programs is kept. */
  #refresh(): void {
    const now = readManifest(this.#folder)
    if (now.text === this.#before.text) return
    const { remove } = this.#planned()
    this.#before = now
    this.#ownership = new Ownership(this.#folder, now.entries, this.#options.entries)
    this.#plan = undefined
    const isAsChecked =
      now.diagnostics.length === 0 &&
      !this.#staging.isWhole &&
      this.#planned().remove.every(name => remove.includes(name)) &&
      [...this.#made].every(
        ([name, { entry }]) => this.#ownership.rivals(name, entry.programs).length === 0,
      )
    if (!isAsChecked)
      throw new Unwritable('another build changed the folder meanwhile; build again')
  }

  #carryOut({ remove, manifest: last }: Plan, written: readonly string[]): void {
    const staging = this.#staging
    // If the build is interrupted, this manifest is left behind: it knows the old files and texts, and the new.
    const interim = printManifest(
      new Map([...this.#before.entries, ...entriesOf(this.#made, true)]),
    )
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

  /** Removes what was put on disk and did not take its place. */
  discard(): void {
    this.#staging.discard()
  }
}

// The name of the final manifest while it is staged; no file has it.
const LAST = `${MANIFEST}/last`

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
