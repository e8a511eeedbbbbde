import { createHash, createHmac, randomBytes } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { readRegularFile, statOf } from '../diagnostics/regular-file.ts'
import { findUp } from './find-up.ts'

/*
 * Cached JavaScript runs as part of a program, so vmc uses only cache files that it wrote itself. vmc signs each cached text,
 * the path of the cache file and the hash of the sources with a secret key of the user. The key is stored outside the cache.
 * vmc ignores cache files that another user wrote, that were copied from another project, or that were edited.
 */

/**
 * The cache folder for the programs in a folder: `.cache/vmc` in the nearest `node_modules`. The result is `undefined` if
 * there is no `node_modules`, or if other users can write to `node_modules`.
 */
export function cacheFolder(folder: string): string | undefined {
  const packages = findUp('node_modules', folder)
  if (packages === undefined) return undefined
  const cache = join(packages, '.cache', 'vmc')
  return [packages, dirname(cache), cache].every(isOwn) ? cache : undefined
}

/** Creates a cache folder that only the current user can read and write. */
export function makeCacheFolder(cache: string): void {
  mkdirSync(dirname(cache), { recursive: true })
  mkdirSync(cache, { recursive: true, mode: 0o700 })
}

/** The SHA-256 hash of several texts, in hexadecimal. */
export const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/**
 * Reads the text of a cache file. Returns `undefined` if the text was stored with a different key, by another user or for
 * another path.
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
    // The error is ignored, because vmc can compute the result again without the cache.
  }
}

/** Replaces a file, and lets only the current user read it. If writing fails, the old file stays unchanged. */
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

// Returns the secret key with which vmc signs cached texts. If other users can read or write the stored key, vmc makes a new
// one.
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

// Whether a path does not exist, or belongs to this user and is not writable for everyone. The group may have write access,
// because many systems give each user a private group.
function isOwn(path: string): boolean {
  const stats = statOf(path)
  if (!stats || process.getuid === undefined) return true
  return stats.uid === process.getuid() && (stats.mode & 0o002) === 0
}
