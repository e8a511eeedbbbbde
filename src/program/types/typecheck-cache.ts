import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync, readlinkSync, type Stats, statSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { cacheFolder, digest, readCached, writeCached } from '../cache.ts'
import { ancestors } from '../find-up.ts'
import { importsByPath } from '../load/imports.ts'
import { home, version } from '../package.ts'
import { findCompiler } from './tsc.ts'
import { cacheableConfigChain } from './tsconfig-chain.ts'

/*
 * The cache of type-check results. A cached result is valid until one of its dependencies changes: the compiler, a file of
 * the program, a tsconfig.json, or a folder in which TypeScript resolves imports. A new file or package in such a folder can
 * change which file an import resolves to.
 */

/**
 * Something on which a type-check result depends: a file, the list of source files in a folder, or the list of packages in a
 * `node_modules`.
 */
type Dependency = readonly [
  kind: 'file' | 'sources' | 'packages',
  path: string,
  fingerprint: string,
  stamp: string,
]

/** The cached result of a type check that found no problems. Results with problems are not cached. */
export class TypecheckCache {
  readonly #tsconfig: string | undefined
  readonly #key: string
  readonly #file: string | undefined

  constructor(project: object, tsconfig: string | undefined, folder: string) {
    const cache = cacheFolder(folder)
    const text = JSON.stringify(project)
    this.#tsconfig = tsconfig
    this.#key = digest(text, version)
    this.#file = cache && join(cache, `types-${digest(text).slice(0, 16)}`)
  }

  /** Whether there is a cached result whose dependencies have not changed. If so, the project has no problems. */
  isFresh(): boolean {
    const cached = this.#file && readCached(this.#file, this.#key)
    return cached !== undefined && (JSON.parse(cached) as readonly Dependency[]).every(isUnchanged)
  }

  /**
   * Records that a check found no problems. `files` are the files that the check read, and `since` is the start time of the
   * check in milliseconds.
   */
  store(files: readonly string[], since: number): void {
    const dependencies = this.#file && dependenciesOf(files, this.#tsconfig, since)
    if (this.#file && dependencies) writeCached(this.#file, this.#key, JSON.stringify(dependencies))
  }
}

/** The precision, in milliseconds, of the change times that the kernel records for files. */
const TICK_MS = 20

/**
 * The current state of everything on which a type-check result depends. `undefined` if the dependencies cannot be determined,
 * or if one of them has changed since the check began.
 */
function dependenciesOf(
  files: readonly string[],
  tsconfig: string | undefined,
  since: number,
): readonly Dependency[] | undefined {
  const configs = cacheableConfigChain(tsconfig)
  if (!configs || files.length === 0) return undefined
  const own = files.filter(file => !isPackaged(file))
  const found = new Set(files.map(withoutExtension))
  const imported = own.flatMap(importsByPath)
  const sourceFolders = new Set([...own, ...imported].map(file => dirname(file)))
  const importedFolders = new Set(imported.filter(path => !found.has(withoutExtension(path))))
  const above = new Set(files.map(file => dirname(file)).flatMap(ancestors))
  const dependencies: Dependency[] = [
    ...[...own, ...configs, ...files.filter(isPackaged), findCompiler()].map(file =>
      dependency('file', file),
    ),
    ...[...sourceFolders, ...importedFolders].map(folder => dependency('sources', folder)),
    ...[...above].flatMap(folder => [
      dependency('file', join(folder, 'package.json')),
      dependency('packages', join(folder, 'node_modules')),
    ]),
  ]
  const before = since - TICK_MS
  return dependencies.some(one => hasChangedSince(before, one)) ? undefined : dependencies
}

function isUnchanged([kind, path, fingerprint, stamp]: Dependency): boolean {
  const stats = statOf(path)
  if (kind === 'file' && stats && stampOf(stats) === stamp) return true
  return fingerprintOf(kind, path, stats) === fingerprint
}

function dependency(kind: Dependency[0], path: string): Dependency {
  const stats = statOf(path)
  return [kind, path, fingerprintOf(kind, path, stats), stats ? stampOf(stats) : '']
}

function fingerprintOf(kind: Dependency[0], path: string, stats: Stats | undefined): string {
  if (!stats) return ''
  if (kind !== 'file') return stats.isDirectory() ? hashOf(entriesOf(kind, path).join('\n')) : kind
  if (!stats.isFile()) return kind
  // Files of installed packages are rarely edited, so vmc compares only their stamps (inode, size and times), which
  // is faster than reading the files.
  return isPackaged(path) ? stampOf(stats) : hashOf(readFileSync(path))
}

// The stamp of a file contains its change time (ctime), because programs cannot set this time, unlike the modification time.
const stampOf = ({ ino, size, mtimeMs, ctimeMs }: Stats): string =>
  [ino, size, mtimeMs, ctimeMs].join(' ')

const hashOf = (text: string | Uint8Array): string =>
  createHash('sha256').update(text).digest('hex')

const withoutExtension = (path: string): string => path.replace(/(\.d)?\.([cm]?[jt]sx?|json)$/, '')

/**
 * Whether a file belongs to an installed package or to vmc itself. Such files usually change together with their
 * package.json.
 */
const isPackaged = (path: string): boolean =>
  path.includes(`${sep}node_modules${sep}`) || path.startsWith(join(home, 'dist', sep))

/**
 * Describes the source files or packages in a folder that a program can import. The description of a symbolic link includes
 * its target.
 */
const entriesOf = (kind: 'sources' | 'packages', folder: string): readonly string[] =>
  importableEntries(kind, folder).flatMap(entry => {
    const path = join(folder, entry.name)
    const name = entry.isSymbolicLink() ? `${entry.name} → ${readlinkSync(path)}` : entry.name
    if (kind === 'sources') return name
    if (name.startsWith('@')) return [name, ...entriesOf(kind, path).map(inner => ` ${inner}`)]
    const stats = statOf(join(path, 'package.json'))
    return `${name} ${stats ? stampOf(stats) : ''}`
  })

/**
 * The source files of a folder, or the packages in a `node_modules`, sorted by name. Subfolders of source folders are
 * not included, because each folder that an import names is a separate dependency. Hidden folders contain no
 * packages.
 */
const importableEntries = (kind: 'sources' | 'packages', folder: string): readonly Dirent[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) =>
      kind === 'packages' ? !name.startsWith('.') : /\.([cm]?[jt]sx?|json)$/.test(name),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))

function hasChangedSince(since: number, [kind, path, fingerprint]: Dependency): boolean {
  // For a file of an installed package, the fingerprint is not a hash of the contents but the stamp of the file. The last part of
  // the stamp is the change time.
  if (kind === 'file' && isPackaged(path)) return Number(fingerprint.split(' ').at(-1)) >= since
  const stats = statOf(path)
  if (!stats || stats.ctimeMs < since) return false
  if (kind === 'file' || !stats.isDirectory()) return true
  // For a folder, only the change times of its entries are compared. The change time of the folder itself also changes when a
  // build writes its output there.
  return importableEntries(kind, path).some(
    ({ name }) => (statOf(join(path, name))?.ctimeMs ?? since) >= since,
  )
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
