import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { readRegularFile, statOf } from '../diagnostics/regular-file.ts'
import { findUp } from './find-up.ts'

/*
 * What the cache holds runs as part of a program, so vmc trusts only what it wrote itself. Each cached text is signed with a
 * key of the user, which is not in the cache, together with the path of its file and with its sources. A cache that another
 * user wrote, that was copied from another project, or that was edited is not used.
 */

/**
 * The cache folder for programs in a folder: `.cache/vmc` in the nearest `node_modules`; `undefined` if there is no
 * `node_modules`, or if others may write to it.
 */
export function cacheFolder(folder: string): string | undefined {
  const packages = findUp('node_modules', folder)
  if (packages === undefined) return undefined
  const cache = join(packages, '.cache', 'vmc')
  return [packages, dirname(cache), cache].every(isOwn) ? cache : undefined
}

/** Creates a cache folder that only its user can write to. */
export function makeCacheFolder(cache: string): void {
  mkdirSync(dirname(cache), { recursive: true })
  mkdirSync(cache, { recursive: true, mode: 0o700 })
}

/** The SHA-256 hash of texts, in hexadecimal. */
export const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/**
 * The cached text in a cache file; `undefined` if the text was stored with a different key, or was not written by this user
 * for this path.
 */
export function readCached(file: string, key: string): string | undefined {
  try {
    const [signature, ...lines] = readRegularFile(file, 'utf8').split('\n')
    const text = lines.join('\n')
    return signature === sign(file, key, text) ? text : undefined
  } catch {
    return undefined
  }
}

/** Writes a text and its signature to a cache file. If the folder is not writable, nothing is written. */
export function writeCached(file: string, key: string, text: string): void {
  try {
    makeCacheFolder(dirname(file))
    replaceFile(file, `${sign(file, key, text)}\n${text}`)
  } catch {
    // Without a cache, vmc does the work again.
  }
}

/** Replaces a file that only its user can read. Never leaves a part of the text behind. */
export function replaceFile(file: string, text: string): void {
  const temporary = `${file}.${process.pid}`
  try {
    rmSync(temporary, { force: true })
    writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 })
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

function sign(...parts: readonly string[]): string {
  secret ??= readSecret()
  return createHmac('sha256', secret).update(JSON.stringify(parts)).digest('hex')
}

let secret: string | undefined

// The key with which vmc signs what it caches. A key that others could read or write is replaced.
function readSecret(): string {
  const file = join(stateFolder(), 'vmc', 'cache-key')
  const stats = statOf(file)
  if (stats && isOwn(file) && (process.getuid === undefined || (stats.mode & 0o077) === 0)) {
    const text = readRegularFile(file, 'utf8')
    if (/^[0-9a-f]{64}$/.test(text)) return text
  }
  const made = randomBytes(32).toString('hex')
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  replaceFile(file, made)
  return made
}

const stateFolder = (): string => process.env.XDG_STATE_HOME || join(homedir(), '.local', 'state')

// Whether a path is missing, or belongs to this user and no other user can write to it. Users often share the group of
// `node_modules` with themselves only, so write access of the group counts for vmc's own files alone.
function isOwn(path: string): boolean {
  const stats = statOf(path)
  if (!stats || process.getuid === undefined) return true
  return stats.uid === process.getuid() && (stats.mode & 0o002) === 0
}
