import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readRegularFile } from '../diagnostics/regular-file.ts'
import { findUp } from './find-up.ts'

/**
 * The cache folder for programs in a folder: `.cache/vmc` in the nearest `node_modules`; `undefined` if there is no
 * `node_modules`.
 */
export function cacheFolder(folder: string): string | undefined {
  const packages = findUp('node_modules', folder)
  return packages && join(packages, '.cache', 'vmc')
}

/** The SHA-256 hash of texts, in hexadecimal. */
export const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/** The cached text in a cache file; `undefined` if the text was stored with a different key or is damaged. */
export function readCached(file: string, key: string): string | undefined {
  try {
    const [cachedKey, checksum, ...lines] = readRegularFile(file, 'utf8').split('\n')
    const text = lines.join('\n')
    return cachedKey === key && checksum === digest(text) ? text : undefined
  } catch {
    return undefined
  }
}

/** Writes a text and its key to a cache file. If the folder is not writable, nothing is written. */
export function writeCached(file: string, key: string, text: string): void {
  const temporary = `${file}.${process.pid}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    rmSync(temporary, { force: true })
    writeFileSync(temporary, `${key}\n${digest(text)}\n${text}`, { flag: 'wx' })
    renameSync(temporary, file)
  } catch {
    rmSync(temporary, { force: true })
  }
}
