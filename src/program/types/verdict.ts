import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync, readlinkSync, type Stats, statSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { cacheOf, digest, keep, recall } from '../cache.ts'
import { importsByPath } from '../load/imports.ts'
import { home, version } from '../package.ts'
import { configChain } from './extends.ts'
import { findCompiler } from './tsc.ts'

/*
 * A verdict of TypeScript holds for as long as all that it was made from stays as it was: the compiler, every file of the program
 * and every tsconfig.json behind it; and what an import might find instead, which is a file that comes into a folder where one of them
 * lies, or where an import looks, and a package that comes or changes in a folder of packages above them.
 */

/** What a verdict was made from, as one path was then. */
type Trait = readonly [
  kind: 'file' | 'sources' | 'packages',
  path: string,
  was: string,
  stamp: string,
]

/** What TypeScript once said of a project: that nothing is wrong. What is wrong is found anew at every build. */
export class Verdict {
  readonly #tsconfig: string | undefined
  readonly #madeBy: string
  readonly #file: string | undefined

  constructor(project: object, tsconfig: string | undefined, folder: string) {
    const cache = cacheOf(folder)
    const said = JSON.stringify(project)
    this.#tsconfig = tsconfig
    this.#madeBy = digest(said, version)
    this.#file = cache && join(cache, `types-${digest(said).slice(0, 16)}`)
  }

  /** Would TypeScript say so again? */
  stands(): boolean {
    const kept = this.#file && recall(this.#file, this.#madeBy)
    return kept !== undefined && stands(JSON.parse(kept))
  }

  /** Keeps that nothing is wrong with the files that TypeScript has read since. */
  keep(files: readonly string[], since: number): void {
    const traits = this.#file && traitsOf(files, this.#tsconfig, since)
    if (this.#file && traits) keep(this.#file, this.#madeBy, JSON.stringify(traits))
  }
}

/** Kernels keep the time of a change in ticks. */
const TICK_MS = 20

/**
 * What a verdict on these files was made from, as it stands now; nothing where it cannot be said, or where any of it changed
 * since the check began.
 */
function traitsOf(
  files: readonly string[],
  tsconfig: string | undefined,
  since: number,
): readonly Trait[] | undefined {
  const configs = configChain(tsconfig)
  if (!configs || files.length === 0) return undefined
  const own = files.filter(file => !isPackaged(file))
  const found = new Set(files.map(withoutExtension))
  const looked = own.flatMap(importsByPath)
  const homes = new Set([...own, ...looked].map(file => dirname(file)))
  const folders = new Set(looked.filter(path => !found.has(withoutExtension(path))))
  const above = new Set(files.map(file => dirname(file)).flatMap(ancestors))
  const traits: Trait[] = [
    ...[...own, ...configs, ...files.filter(isPackaged), findCompiler()].map(file =>
      trait('file', file),
    ),
    ...[...homes, ...folders].map(folder => trait('sources', folder)),
    ...[...above].flatMap(folder => [
      trait('file', join(folder, 'package.json')),
      trait('packages', join(folder, 'node_modules')),
    ]),
  ]
  const fresh = since - TICK_MS
  return traits.some(trait => changedSince(fresh, trait)) ? undefined : traits
}

/** Is all of it as it was? */
const stands = (traits: readonly Trait[]): boolean =>
  traits.every(([kind, path, was, stamp]) => {
    const stats = statOf(path)
    if (kind === 'file' && stats && stampOf(stats) === stamp) return true
    return lookAt(kind, path, stats) === was
  })

function trait(kind: Trait[0], path: string): Trait {
  const stats = statOf(path)
  return [kind, path, lookAt(kind, path, stats), stats ? stampOf(stats) : '']
}

function lookAt(kind: Trait[0], path: string, stats: Stats | undefined): string {
  if (!stats) return ''
  if (kind !== 'file') return stats.isDirectory() ? sumOf(entriesOf(kind, path).join('\n')) : kind
  if (!stats.isFile()) return kind
  // What an installation wrote is not edited; if it is, that shows in its stamp, and the types are checked anew.
  return isPackaged(path) ? stampOf(stats) : sumOf(readFileSync(path))
}

// The time of a change is the system's own, and no program can set it back.
const stampOf = ({ ino, size, mtimeMs, ctimeMs }: Stats): string =>
  [ino, size, mtimeMs, ctimeMs].join(' ')

const sumOf = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

const withoutExtension = (path: string): string => path.replace(/(\.d)?\.([cm]?[jt]sx?|json)$/, '')

/** Is it part of a package, vmc itself among them? Its files come and go with its package.json. */
const isPackaged = (path: string): boolean =>
  path.includes(`${sep}node_modules${sep}`) || path.startsWith(join(home, 'dist', sep))

/** What a folder has to import: files by path, or packages by name; and where it leads if it is a link. */
const entriesOf = (kind: 'sources' | 'packages', folder: string): readonly string[] =>
  listed(kind, folder).flatMap(entry => {
    const path = join(folder, entry.name)
    const name = entry.isSymbolicLink() ? `${entry.name} → ${readlinkSync(path)}` : entry.name
    if (kind === 'sources') return name
    if (name.startsWith('@')) return [name, ...entriesOf(kind, path).map(inner => ` ${inner}`)]
    const stats = statOf(join(path, 'package.json'))
    return `${name} ${stats ? stampOf(stats) : ''}`
  })

/** Folders below one of sources are looked into where an import names them, and hidden ones hold no package. */
const listed = (kind: 'sources' | 'packages', folder: string): readonly Dirent[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) =>
      kind === 'packages' ? !name.startsWith('.') : /\.([cm]?[jt]sx?|json)$/.test(name),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))

function ancestors(folder: string): readonly string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...ancestors(parent)]
}

function changedSince(since: number, [kind, path, was]: Trait): boolean {
  // The stamp of a part of a package is all that was looked at, and ends with the time of its change.
  if (kind === 'file' && isPackaged(path)) return Number(was.split(' ').at(-1)) >= since
  const stats = statOf(path)
  if (!stats || stats.ctimeMs < since) return false
  if (kind === 'file' || !stats.isDirectory()) return true
  // A folder also changes by what nobody imports, as the output of a build is.
  return listed(kind, path).some(
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
