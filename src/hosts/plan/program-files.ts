import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'

/**
 * The program files of a run, and the names with which vmc records them on hosts. These names are relative to the folder of the
 * configuration.
 */
export class ProgramFiles {
  readonly #root: string
  readonly #built: ReadonlySet<string>

  /** `files` are the program files of this run, as absolute paths. */
  constructor(root: string, files: readonly string[]) {
    this.#root = root
    this.#built = new Set(this.recorded(files))
  }

  /** Returns the names with which vmc records program files. Files outside the folder of the configuration are left out. */
  recorded(files: readonly string[] = []): readonly string[] {
    return files
      .map(file => relative(this.#root, file).split(sep).join('/'))
      .filter(isPlainPath)
      .sort()
  }

  /** Of the recorded program files, returns those that still exist and that this run does not build. */
  othersOf(recorded: readonly string[] = []): readonly string[] {
    return recorded.filter(
      file => !this.#built.has(file) && isPlainPath(file) && existsSync(resolve(this.#root, file)),
    )
  }
}

// The record comes from a host and could be forged, so vmc accepts only plain relative paths.
const isPlainPath = (path: string): boolean =>
  /^[\w@+. /-]{1,200}$/.test(path) && path.split('/').every(part => !/^\.*$/.test(part))
