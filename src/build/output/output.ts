import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { specialKind, statOf } from '../../diagnostics/regular-file.ts'
import { readCurrentFile } from './current-file.ts'
import { isAbsent, type Listing, listFolder } from './listing.ts'
import {
  type DocumentInfo,
  hash,
  isSameText,
  MANIFEST,
  type Manifest,
  printManifest,
  readManifest,
} from './manifest.ts'
import { OutputDiagnostics } from './output-diagnostics.ts'
import { Ownership } from './ownership.ts'
import { type ComparedFile, type FileState, makePlan, type Plan } from './plan.ts'
import { CHANGED, removeLeftovers, Staging } from './staging.ts'
import { reasonOf, WriteError, writeFailure } from './write-error.ts'

/** A file that a build writes to the output folder. */
export interface OutputFile {
  /** The name of the file in the output folder. */
  readonly name: string
  readonly text: string
  /** A description of the object in the file. Default: a domain with the same name as the file. */
  readonly document?: DocumentInfo
  /**
   * The program files that produce the file. The list is empty for a domain that was passed as a value. Default: all
   * `entries`.
   */
  readonly programs?: readonly string[]
}

/** The names of the files that a build wrote, left unchanged and removed. */
export interface Outcome {
  readonly written: readonly string[]
  readonly unchanged: readonly string[]
  readonly removed: readonly string[]
}

/** The options of an output: the folder, the programs of the build, and the changes that the build may make. */
export interface OutputOptions {
  readonly folder: string
  /** The program files of this build. `NO_PROGRAM` represents the domains that were passed to `build()` as values. */
  readonly entries: readonly string[]
  /** Whether the build keeps files that it does not produce. */
  readonly keep?: boolean
  /** Whether the build only reports the files that are not up to date, and writes nothing. */
  readonly check?: boolean
  /** Whether the build also removes the files of a program that no longer exists, or that no longer makes most of its files. */
  readonly prune?: boolean
  /** Whether the build also changes and removes files that were edited by hand. */
  readonly overwrite?: boolean
  /** The working folder. Messages show program paths relative to this folder. Default: the current folder. */
  readonly cwd?: string
}

interface Comparison {
  readonly state: FileState
  /** The hash of the current text of the file on disk. Set only if the build changes the text. */
  readonly onDisk?: string
}

/**
 * The files that a build writes to an output folder. `add` compares each file with the file on disk, and writes a changed
 * text to a temporary file. Only `apply` changes the output files.
 */
export class Output {
  readonly #options: OutputOptions
  readonly #folder: string
  #before: Manifest
  readonly #listing: Listing | undefined
  #ownership: Ownership
  readonly #diagnostics: OutputDiagnostics
  readonly #files = new Map<string, ComparedFile>()
  readonly #staging: Staging
  #plan: Plan | undefined
  #failure: string | undefined

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

  /** Adds a file to the output. A second file with the same name replaces the first. */
  add({ name, text, document, programs = this.#options.entries }: OutputFile): void {
    const makers = this.#ownership.programsOf(programs)
    const { state, onDisk } = this.#compare(name, text, makers)
    const entry = {
      ...(document ?? { kind: 'domain', name: name.slice(0, -'.xml'.length) }),
      hash: hash(text),
      ...(onDisk !== undefined && { replaces: onDisk }),
      programs: this.#ownership.ownersOf(name, makers),
    }
    this.#files.set(name, { state, entry })
    this.#plan = undefined
    if (this.#options.check) return
    if (state === 'changed' || state === 'missing') this.#try(() => this.#staging.stage(name, text))
    else this.#staging.drop(name)
  }

  #compare(name: string, text: string, makers: readonly string[]): Comparison {
    const owners = this.#ownership.otherOwners(name, makers)
    if (owners.length > 0) {
      const [programs, others] = [this.#filesOf(makers), this.#filesOf(owners)]
      return { state: this.#diagnostics.ownedByOther(name, programs, others) }
    }
    if (isAbsent(name, this.#listing)) return { state: 'missing' }
    const path = join(this.#folder, name)
    const { text: before, obstacle } = readCurrentFile(path)
    if (obstacle !== undefined) return { state: writeFailure(path, obstacle) }
    if (before === undefined) return { state: 'missing' }
    if (isSameText(before, text)) return { state: 'unchanged' }
    if (!this.#before.entries.has(name)) return { state: this.#diagnostics.foreign(name) }
    const onDisk = hash(before)
    const { check, overwrite } = this.#options
    return check || overwrite || this.#isWritten(name, onDisk)
      ? { state: 'changed', onDisk }
      : { state: this.#diagnostics.edited(name) }
  }

  /** Whether vmc has written the file on disk. `onDisk` is the hash of its text. */
  #isWritten(name: string, onDisk: string): boolean {
    const entry = this.#before.entries.get(name)!
    return entry.hash === onDisk || entry.replaces === onDisk
  }

  #filesOf(programs: readonly string[]): readonly string[] {
    return this.#ownership.filesOf(programs)
  }

  // Runs a write operation. After the first write error, nothing more is written.
  #try(work: () => void): void {
    if (this.#failure !== undefined) return
    try {
      work()
    } catch (error) {
      this.#failure = reasonOf(error)
    }
  }

  /**
   * The diagnostics for the output, after all files have been added. They report the problems that prevent writing the output.
   * With `check`, they report the files that are not up to date.
   */
  problems(): readonly Diagnostic[] {
    const states = [...this.#files.values()].map(({ state }) => state)
    const plan = this.#makePlan()
    return [
      ...folderFaults(this.#folder),
      ...this.#before.diagnostics,
      ...states.filter(state => typeof state === 'object'),
      ...(this.#options.check ? this.#staleFiles(plan) : this.#removalFaults(plan)),
      ...this.#ownership
        .groupByPrograms(plan.orphans)
        .map(({ programs, names }) => this.#diagnostics.orphans(this.#filesOf(programs), names)),
    ]
  }

  /** The diagnostics for the files that are not up to date. They name the options without which a build would refuse. */
  #staleFiles(plan: Plan): readonly Diagnostic[] {
    const { prune, overwrite } = this.#options
    const shrunk = prune ? [] : this.#ownership.shrunkPrograms(this.#files, plan.remove)
    const lost = new Set(shrunk.flatMap(one => one.lost))
    return this.#diagnostics.stale(plan, name => {
      if (!overwrite && this.#isEdited(name)) return 'edited'
      return lost.has(name) ? 'shrunk' : undefined
    })
  }

  /** The diagnostics for removals that need an option such as `--prune`. */
  #removalFaults({ remove }: Plan): readonly Diagnostic[] {
    const { prune, overwrite } = this.#options
    const shrunk = prune ? [] : this.#ownership.shrunkPrograms(this.#files, remove)
    return [
      ...shrunk.map(({ program, lost, total }) =>
        this.#diagnostics.shrunk(this.#filesOf([program])[0]!, lost, total),
      ),
      ...(overwrite ? [] : remove.flatMap(name => this.#editFaults(name))),
    ]
  }

  /** The diagnostic for a file that vmc does not remove because it was edited by hand or cannot be read. */
  #editFaults(name: string): readonly Diagnostic[] {
    const path = join(this.#folder, name)
    const { text, obstacle } = readCurrentFile(path)
    if (obstacle !== undefined) return [writeFailure(path, obstacle)]
    return text !== undefined && !this.#isWritten(name, hash(text))
      ? [this.#diagnostics.edited(name)]
      : []
  }

  /** Whether a file that vmc wrote was edited by hand afterwards. */
  #isEdited(name: string): boolean {
    if (!this.#before.entries.has(name)) return false
    const { text } = readCurrentFile(join(this.#folder, name))
    return text !== undefined && !this.#isWritten(name, hash(text))
  }

  /** Makes the plan for the files that have been added so far. */
  #makePlan(): Plan {
    const exists = (name: string): boolean => statOf(join(this.#folder, name))?.isFile() === true
    this.#plan ??= makePlan(this.#files, this.#before, this.#ownership, exists, this.#options)
    return this.#plan
  }

  /**
   * Writes and removes the files of the output folder. If the process is killed, each file has either its old or its new
   * text, and the manifest lists all files. A new output folder appears only when it is complete.
   *
   * @throws {WriteError} If the folder cannot be written. The message lists the files that were already changed, if there are
   * any.
   */
  apply(): Outcome {
    this.#checkManifest()
    const plan = this.#makePlan()
    const { unchanged, remove: removed } = plan
    const written = [...plan.missing, ...plan.changed]
    if (written.length > 0 || removed.length > 0 || plan.isManifestStale)
      this.#execute(plan, written)
    else removeLeftovers(this.#folder)
    return { written, unchanged, removed }
  }

  /**
   * Makes a new plan if another build has changed the manifest since this build read it. The new plan keeps the manifest
   * entries of other programs.
   */
  #checkManifest(): void {
    const now = readManifest(this.#folder)
    if (now.text === this.#before.text) return
    const { remove } = this.#makePlan()
    this.#before = now
    this.#ownership = new Ownership(this.#folder, now.entries, this.#options.entries)
    this.#plan = undefined
    const isStillValid =
      now.diagnostics.length === 0 &&
      !this.#staging.isNewOutput &&
      this.#makePlan().remove.every(name => remove.includes(name)) &&
      [...this.#files].every(
        ([name, { entry }]) => this.#ownership.otherOwners(name, entry.programs).length === 0,
      )
    if (!isStillValid) throw new WriteError(CHANGED)
  }

  #execute({ remove, manifest: final }: Plan, written: readonly string[]): void {
    const staging = this.#staging
    const interim = staging.isNewOutput ? final : this.#interimManifest()
    const needsFinal = interim !== final
    this.#try(() => staging.stage(MANIFEST, interim))
    if (needsFinal) this.#try(() => staging.stage(FINAL_MANIFEST, final, MANIFEST))
    const done: string[] = []
    const step = (name: string, work: () => void): void =>
      this.#try(() => {
        work()
        if (name !== MANIFEST) done.push(name)
      })
    if (staging.isNewOutput) this.#try(() => staging.commitAll())
    else {
      for (const name of [MANIFEST, ...written]) step(name, () => staging.commit(name))
      for (const name of remove) step(name, () => rmSync(join(this.#folder, name), { force: true }))
      if (needsFinal) this.#try(() => staging.commit(FINAL_MANIFEST, MANIFEST))
    }
    if (this.#failure === undefined) return
    this.discard()
    const changed = done.length > 0 ? `; changed before that: ${done.join(', ')}` : ''
    throw new WriteError(`${this.#failure}${changed}`)
  }

  // Returns the manifest that is valid while files are being written, even if the build is killed at any moment. It lists all
  // old and new files, with the hashes of both the old and the new text.
  #interimManifest(): string {
    const files = [...this.#files].map(([name, { entry }]) => [name, entry] as const)
    return printManifest(new Map([...this.#before.entries, ...files]))
  }

  /** Removes the temporary files that `apply` has not renamed. */
  discard(): void {
    this.#staging.discard()
  }
}

// The name under which the final manifest is staged. Output files cannot have the same name, because it contains a slash.
const FINAL_MANIFEST = `${MANIFEST}/final`

function folderFaults(folder: string): readonly Diagnostic[] {
  const stat = statOf(folder)
  if (!stat || stat.isDirectory()) return []
  return [writeFailure(folder, `this is ${specialKind(folder) ?? 'a file'}, not a folder`)]
}
