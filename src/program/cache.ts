import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readRegularFile } from '../diagnostics/regular-file.ts'
import { findUp } from './find-up.ts'

/** vmc's cache for programs in a folder: `node_modules/.cache/vmc` of the nearest packages; `undefined` without packages. */
export function cacheFolder(folder: string): string | undefined {
  const packages = findUp('node_modules', folder)
  return packages && join(packages, '.cache', 'vmc')
}

/** The SHA-256 of some texts, in hexadecimal. */
export const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/** The cached text of a file; `undefined` if it was written for another key or is damaged. */
export function readCached(file: string, key: string): string | undefined {
  try {
    const [cachedKey, checksum, ...lines] = readRegularFile(file, 'utf8').split('\n')
    const text = lines.join('\n')
    return cachedKey === key && checksum === digest(text) ? text : undefined
  } catch {
    return undefined
  }
}

/** Writes a text into the cache, with its key. Nothing happens if the folder is not writable. */
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
