import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { makeFolder, removeEmpty } from './folder.ts'

/** The folder that holds the staged files. */
interface StagingFolder {
  readonly path: string
  /** Whether it becomes the output folder, which does not exist yet. */
  readonly isNewOutput: boolean
  /** The folders that were created for it. */
  readonly created: readonly string[]
}

/**
 * Staged files of an output folder: texts on disk under temporary names, until a rename gives them their own names. If the
 * output folder does not exist yet, they are staged in a folder beside it, which is renamed as a whole.
 */
export class Staging {
  readonly #output: string
  /** The path of each staged file, by the file's name. */
  readonly #staged = new Map<string, string>()
  #nextNumber = 0
  #folder: StagingFolder | undefined

  /** `output` is the path of the output folder. */
  constructor(output: string) {
    this.#output = output
  }

  /** Writes a text to disk under a temporary name. */
  stage(name: string, text: string): void {
    this.#folder ??= makeStagingFolder(this.#output)
    const { path, isNewOutput } = this.#folder
    const staged =
      this.#staged.get(name) ??
      join(path, isNewOutput ? name : `${PREFIX}${process.pid}-${this.#nextNumber++}`)
    this.#staged.set(name, staged)
    writeFileSync(staged, text)
  }

  /** Removes a staged file, if there is one with this name. */
  drop(name: string): void {
    const staged = this.#staged.get(name)
    if (staged === undefined) return
    rmSync(staged, { force: true })
    this.#staged.delete(name)
  }

  /** Whether the staged files become the output folder in one rename. */
  get isNewOutput(): boolean {
    return this.#folder?.isNewOutput === true
  }

  /** Renames the staging folder to the output folder. */
  commitAll(): void {
    renameSync(this.#folder!.path, this.#output)
    this.#folder = undefined
  }

  /** Renames one staged file, to its own name or to `target`. */
  commit(name: string, target = name): void {
    renameSync(this.#staged.get(name)!, join(this.#output, target))
    this.#staged.delete(name)
  }

  /** Removes all staged files, and the folders that were created for them. */
  discard(): void {
    const folder = this.#folder
    this.#folder = undefined
    if (!folder) return
    if (folder.isNewOutput) rmSync(folder.path, { recursive: true, force: true })
    else for (const staged of this.#staged.values()) rmSync(staged, { force: true })
    folder.created.toReversed().forEach(removeEmpty)
  }
}

const PREFIX = '.vmc-'

function makeStagingFolder(output: string): StagingFolder {
  if (existsSync(output)) {
    removeLeftovers(output)
    return { path: output, isNewOutput: false, created: [] }
  }
  const created = makeFolder(dirname(output))
  removeLeftoversBeside(output)
  const path = join(dirname(output), `${PREFIX}${process.pid}-${basename(output)}`)
  try {
    return { path, isNewOutput: true, created: [...created, ...makeFolder(path)] }
  } catch (error) {
    created.toReversed().forEach(removeEmpty)
    throw error
  }
}

/**
 * Removes the staged files that killed builds left behind: files in the output folder, and staging folders beside it. The
 * staged files of running builds stay.
 */
export function removeLeftovers(output: string): void {
  removeStaged(output, suffix => /^\d+$/.test(suffix))
  removeLeftoversBeside(output)
}

function removeLeftoversBeside(output: string): void {
  try {
    removeStaged(dirname(output), suffix => suffix === basename(output))
  } catch {
    // The parent folder cannot be read or written, so no build staged files there.
  }
}

function removeStaged(folder: string, hasSuffix: (suffix: string) => boolean): void {
  for (const name of readdirSync(folder)) {
    const [, pid, suffix = ''] = /^\.vmc-(\d+)-(.*)$/.exec(name) ?? []
    if (pid !== undefined && hasSuffix(suffix) && !isRunning(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true })
  }
}

// A leftover with the PID of this process comes from an earlier process that had the same PID.
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
