import { createHash } from 'node:crypto'
import { existsSync, type FSWatcher, readdirSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { ancestors, findUp, projectFolders } from '../../program/find-up.ts'
import { importGraph } from '../../program/load/imports.ts'
import { isFile } from '../../program/load/locate.ts'
import { configChain } from '../../program/types/tsconfig-chain.ts'

/** The changes since the last call of `next()`. */
export interface Changes {
  /** The changed files, and the folders in which files were added or removed. */
  readonly paths: readonly string[]
  /** Whether only the content of existing files has changed. */
  readonly isContentOnly: boolean
  /** The time of the first change, in milliseconds since 1970. */
  readonly at: number
}

// A change is complete after a pause of this length. An editor saves a file in several steps and can save several files at
// once, so events that arrive before the end of the pause belong to the same change.
const QUIET_MS = 10
// The interval for polling. vmc polls a folder if the system cannot watch any more folders.
const POLL_MS = 500

/**
 * Watches all files that a build of programs depends on: the program files, imported files (including those that do not exist
 * yet), tsconfig.json and package.json files, vmc.config.ts, and the installed packages.
 */
export class ProgramWatcher {
  readonly #entries: readonly string[]
  readonly #cwd: string
  readonly #watchers = new Map<string, FSWatcher>()
  #before: ReadonlyMap<string, string>
  #at = 0
  #timer: NodeJS.Timeout | undefined
  #poll: NodeJS.Timeout | undefined
  #resolve: ((changes: Changes) => void) | undefined

  constructor(entries: readonly string[], cwd: string) {
    this.#entries = entries
    this.#cwd = cwd
    this.#before = this.#readState()
  }

  /** The number of program files and imported files. */
  get size(): number {
    return importGraph(this.#entries).files.length
  }

  /** Waits for the next changes. Changes since the last call are included. */
  next(): Promise<Changes> {
    return new Promise(resolve => {
      this.#resolve = resolve
      this.#onChange()
    })
  }

  /** Stops watching. */
  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close()
    clearTimeout(this.#timer)
    clearInterval(this.#poll)
  }

  #onChange(): void {
    if (this.#timer === undefined) this.#at = Date.now()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#compare(), QUIET_MS)
  }

  #compare(): void {
    this.#timer = undefined
    if (!this.#resolve) return
    const now = this.#readState()
    const paths = [...new Set([...this.#before.keys(), ...now.keys()])].filter(
      path => this.#before.get(path) !== now.get(path),
    )
    if (paths.length === 0) return
    const isContentOnly = paths.every(
      path => this.#before.get(path) && now.get(path) && isFile(path),
    )
    this.#before = now
    this.#resolve({ paths, isContentOnly, at: this.#at })
    this.#resolve = undefined
  }

  /**
   * The state of each watched path: the hash of a file, or the list of names in a folder. For a path that does not exist, the
   * state is an empty text.
   */
  #readState(): ReadonlyMap<string, string> {
    const parents = ancestors(this.#cwd)
    const configs = this.#entries
      .flatMap(entry => projectFolders(dirname(entry), this.#cwd))
      .map(folder => join(folder, 'vmc.config.ts'))
    const { files, missing } = importGraph([...this.#entries, ...configs.filter(isFile)])
    const folders = new Set([...files, ...missing].map(path => dirname(path)))
    const packages = [...folders].map(
      folder => findUp('node_modules', folder) ?? join(folder, 'node_modules'),
    )
    const paths = [
      ...files,
      ...this.#entries,
      ...[...folders].flatMap(folder => configChain(findUp('tsconfig.json', folder))),
      ...[...new Set([...parents, ...folders])].flatMap(folder => [
        join(folder, 'tsconfig.json'),
        join(folder, 'package.json'),
      ]),
      ...configs,
    ]
    const state = new Map(paths.map(path => [path, contentHash(path)]))
    for (const folder of [...folders, ...missing]) state.set(folder, sourcesOf(folder))
    for (const folder of packages) state.set(folder, packagesOf(folder))
    this.#watch(
      [...state.keys()].map(path => (state.get(path) && !isFile(path) ? path : dirname(path))),
    )
    return state
  }

  #watch(folders: readonly string[]): void {
    const wanted = new Set(folders.map(existingFolder))
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue
      watcher.close()
      this.#watchers.delete(folder)
    }
    for (const folder of wanted) {
      if (this.#watchers.has(folder)) continue
      try {
        const watcher = watch(folder, () => this.#onChange())
        watcher.on('error', () => this.#pollInstead(folder))
        this.#watchers.set(folder, watcher)
      } catch {
        this.#pollInstead(folder)
      }
    }
  }

  #pollInstead(folder: string): void {
    this.#watchers.get(folder)?.close()
    this.#watchers.delete(folder)
    this.#poll ??= setInterval(() => this.#onChange(), POLL_MS)
  }
}

/** Returns the folder if it exists, otherwise its nearest existing parent. */
const existingFolder = (folder: string): string =>
  existsSync(folder) && !isFile(folder) ? folder : existingFolder(dirname(folder))

/** The hash of a file, or an empty text if the file cannot be read. */
const contentHash = (file: string): string => {
  try {
    return createHash('sha1').update(readRegularFile(file)).digest('hex')
  } catch {
    return ''
  }
}

/** The names of those files in a folder that a program can import. */
const sourcesOf = (folder: string): string =>
  namesIn(folder)
    .filter(name => /\.([cm]?[jt]sx?|json)$/.test(name))
    .join('\n')

/** The names of the installed packages, and the hash of .package-lock.json, which contains their versions. */
const packagesOf = (folder: string): string =>
  [
    ...namesIn(folder).filter(name => !name.startsWith('.')),
    contentHash(join(folder, '.package-lock.json')),
  ].join('\n')

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
