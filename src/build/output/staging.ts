import { existsSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { writeTemporary } from './file-mode.ts'
import { makeFolder, removeEmpty } from './folder.ts'
import { removeNumbered, removeTemporary, temporaryPrefix } from './temporary-names.ts'
import { systemCodeOf, WriteError } from './write-error.ts'

/** The reason for refusing to write a build: another build has changed the output folder at the same time. */
export const CHANGED = 'another build changed the folder at the same time; build again'

/** A folder that contains staged files. */
interface StagingFolder {
  readonly path: string
  /** Whether the folder is later renamed to the output folder, which is the case if the output folder does not exist yet. */
  readonly isNewOutput: boolean
  /** The parent folders that were created for the staging folder. */
  readonly created: readonly string[]
}

/**
 * The staged files of an output folder. A staged file has a temporary name, and is renamed to its final name when all files are
 * staged. If the output folder does not exist yet, the files are staged in a temporary folder, which is then renamed.
 */
export class Staging {
  readonly #output: string
  /** The temporary path of each staged file, by the final name of the file. */
  readonly #staged = new Map<string, string>()
  readonly #prefix = temporaryPrefix()
  #nextNumber = 0
  #folder: StagingFolder | undefined

  /** `output` is the path of the output folder. */
  constructor(output: string) {
    this.#output = output
  }

  /** Stages a file by writing its text to a temporary file. `target` is the final name of the file. Default: `name`. */
  stage(name: string, text: string, target = name): void {
    this.#folder ??= makeStagingFolder(this.#output, this.#prefix)
    const { path, isNewOutput } = this.#folder
    const before = this.#staged.get(name)
    const staged = before ?? join(path, isNewOutput ? name : `${this.#prefix}${this.#nextNumber++}`)
    this.#staged.set(name, staged)
    if (before !== undefined) rmSync(before, { force: true })
    writeTemporary(staged, text, {
      target: isNewOutput ? undefined : join(this.#output, target),
      isGenerated: true,
    })
  }

  /** Removes the staged file with this name, if there is a staged file. */
  drop(name: string): void {
    const staged = this.#staged.get(name)
    if (staged === undefined) return
    rmSync(staged, { force: true })
    this.#staged.delete(name)
  }

  /** Whether the output folder does not exist yet, so that the temporary folder can be renamed to it. */
  get isNewOutput(): boolean {
    return this.#folder?.isNewOutput === true
  }

  /**
   * Renames the temporary folder to the output folder.
   *
   * @throws {WriteError} If the output folder has appeared in the meantime.
   */
  commitAll(): void {
    try {
      renameSync(this.#folder!.path, this.#output)
    } catch (error) {
      const isTaken = ['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(systemCodeOf(error))
      throw isTaken ? new WriteError(CHANGED) : error
    }
    this.#folder = undefined
  }

  /** Renames one staged file to its final name, or to `target` if `target` is given. */
  commit(name: string, target = name): void {
    renameSync(this.#staged.get(name)!, join(this.#output, target))
    this.#staged.delete(name)
  }

  /** Removes all staged files and the folders that were created for staging. */
  discard(): void {
    const folder = this.#folder
    this.#folder = undefined
    if (!folder) return
    if (folder.isNewOutput) rmSync(folder.path, { recursive: true, force: true })
    else for (const staged of this.#staged.values()) rmSync(staged, { force: true })
    folder.created.toReversed().forEach(removeEmpty)
  }
}

function makeStagingFolder(output: string, prefix: string): StagingFolder {
  if (existsSync(output)) {
    removeLeftovers(output)
    return { path: output, isNewOutput: false, created: [] }
  }
  const created = makeFolder(dirname(output))
  removeLeftoversBeside(output)
  const path = join(dirname(output), `${prefix}${basename(output)}`)
  try {
    return { path, isNewOutput: true, created: [...created, ...makeFolder(path)] }
  } catch (error) {
    created.toReversed().forEach(removeEmpty)
    throw error
  }
}

/**
 * Removes the staged files of killed builds, both in the output folder and in temporary folders. The staged files of
 * running builds are kept.
 */
export function removeLeftovers(output: string): void {
  removeNumbered(output)
  removeLeftoversBeside(output)
}

function removeLeftoversBeside(output: string): void {
  try {
    removeTemporary(dirname(output), suffix => suffix === basename(output))
  } catch {
    // If the parent folder cannot be read or written, no build can have staged files in it.
  }
}
