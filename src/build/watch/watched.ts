import { createHash } from 'node:crypto'
import { existsSync, type FSWatcher, readdirSync, watch } from 'node:fs'
import { dirname, join } from 'node:path'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { findUp } from '../../program/find-up.ts'
import { graphOf } from '../../program/load/imports.ts'
import { isFile } from '../../program/load/locate.ts'
import { configsOf } from '../../program/types/extends.ts'

/** What changed since somebody last asked. */
export interface Changes {
  /** Files, and folders where something came or went. */
  readonly paths: readonly string[]
  /** Is it only what stands in files that were there before? */
  readonly areOnlyTexts: boolean
  /** When the first of it was noticed. */
  readonly at: number
}

/** An editor that saves writes, renames and removes; this long it may take, and several files may be saved at once. */
const QUIET_MS = 10
/** How often to look where the system tells nothing, for it has run out of watches. */
const POLL_MS = 500

/**
 * Everything that programs are made of, while it changes: their files and all they import by path, also where something is
 * looked for and not there yet, each tsconfig.json, the configuration, and which packages are installed.
 */
export class Watched {
  readonly #entries: readonly string[]
  readonly #cwd: string
  readonly #watchers = new Map<string, FSWatcher>()
  #was: ReadonlyMap<string, string>
  #at = 0
  #timer: NodeJS.Timeout | undefined
  #poll: NodeJS.Timeout | undefined
  #tell: ((changes: Changes) => void) | undefined

  constructor(entries: readonly string[], cwd: string) {
    this.#entries = entries
    this.#cwd = cwd
    this.#was = this.#look()
  }

  /** How many files there are to change. */
  get size(): number {
    return graphOf(this.#entries).files.length
  }

  /** The next change, or those that nobody has asked for yet. */
  next(): Promise<Changes> {
    return new Promise(resolve => {
      this.#tell = resolve
      this.#notice()
    })
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close()
    clearTimeout(this.#timer)
    clearInterval(this.#poll)
  }

  #notice(): void {
    if (this.#timer === undefined) this.#at = Date.now()
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#compare(), QUIET_MS)
  }

  #compare(): void {
    this.#timer = undefined
    if (!this.#tell) return
    const is = this.#look()
    const paths = [...new Set([...this.#was.keys(), ...is.keys()])].filter(
      path => this.#was.get(path) !== is.get(path),
    )
    if (paths.length === 0) return
    const areOnlyTexts = paths.every(path => this.#was.get(path) && is.get(path) && isFile(path))
    this.#was = is
    this.#tell({ paths, areOnlyTexts, at: this.#at })
    this.#tell = undefined
  }

  /** All that matters, by its path: the text of a file, or what there is in a folder; empty where nothing is. */
  #look(): ReadonlyMap<string, string> {
    const above = ancestors(this.#cwd)
    const programs = above.map(folder => join(folder, 'vmc.config.ts'))
    const { files, missing } = graphOf([...this.#entries, ...programs.filter(isFile)])
    const homes = new Set([...files, ...missing].map(path => dirname(path)))
    const packages = [...homes].map(
      home => findUp('node_modules', home) ?? join(home, 'node_modules'),
    )
    const paths = [
      ...files,
      ...this.#entries,
      ...[...homes].flatMap(home => configsOf(findUp('tsconfig.json', home))),
      ...[...new Set([...above, ...homes])].flatMap(folder => [
        join(folder, 'tsconfig.json'),
        join(folder, 'package.json'),
      ]),
      ...programs,
    ]
    const is = new Map(paths.map(path => [path, textOf(path)]))
    for (const folder of [...homes, ...missing]) is.set(folder, sourcesOf(folder))
    for (const folder of packages) is.set(folder, packagesOf(folder))
    this.#watch([...is.keys()].map(path => (is.get(path) && !isFile(path) ? path : dirname(path))))
    return is
  }

  #watch(folders: readonly string[]): void {
    const wanted = new Set(folders.map(standing))
    for (const [folder, watcher] of this.#watchers) {
      if (wanted.has(folder)) continue
      watcher.close()
      this.#watchers.delete(folder)
    }
    for (const folder of wanted) {
      if (this.#watchers.has(folder)) continue
      try {
        const watcher = watch(folder, () => this.#notice())
        watcher.on('error', () => this.#forget(folder))
        this.#watchers.set(folder, watcher)
      } catch {
        this.#forget(folder)
      }
    }
  }

  #forget(folder: string): void {
    this.#watchers.get(folder)?.close()
    this.#watchers.delete(folder)
    this.#poll ??= setInterval(() => this.#notice(), POLL_MS)
  }
}

/** The folder itself, or the nearest above it that is there. */
const standing = (folder: string): string =>
  existsSync(folder) && !isFile(folder) ? folder : standing(dirname(folder))

const ancestors = (folder: string): readonly string[] => {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...ancestors(parent)]
}

const textOf = (file: string): string => {
  try {
    return createHash('sha1').update(readRegularFile(file)).digest('hex')
  } catch {
    return ''
  }
}

/** What may be imported from a folder. */
const sourcesOf = (folder: string): string =>
  namesIn(folder)
    .filter(name => /\.([cm]?[jt]sx?|json)$/.test(name))
    .join('\n')

/** Which packages are installed, and by npm also their versions. */
const packagesOf = (folder: string): string =>
  [
    ...namesIn(folder).filter(name => !name.startsWith('.')),
    textOf(join(folder, '.package-lock.json')),
  ].join('\n')

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    return []
  }
}
