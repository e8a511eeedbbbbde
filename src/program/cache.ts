import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { readRegularFile } from '../diagnostics/regular-file.ts'
import { findUp } from './find-up.ts'

/** Where vmc keeps what it can make again, for programs of a folder: beside their packages, and nowhere if they have none. */
export function cacheOf(folder: string): string | undefined {
  const packages = findUp('node_modules', folder)
  return packages && join(packages, '.cache', 'vmc')
}

/** A short name for what has a long one. */
export const digest = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/** What was kept under a name and made from just this, whole; whatever else stands there is as good as nothing. */
export function recall(file: string, madeFrom: string): string | undefined {
  try {
    const [key, sum, ...lines] = readRegularFile(file, 'utf8').split('\n')
    const text = lines.join('\n')
    return key === madeFrom && sum === digest(text) ? text : undefined
  } catch {
    return undefined
  }
}

/** Keeps a text, and what it was made from, if the folder lets itself be written. */
export function keep(file: string, madeFrom: string, text: string): void {
  const temporary = `${file}.${process.pid}`
  try {
    mkdirSync(dirname(file), { recursive: true })
    rmSync(temporary, { force: true })
    writeFileSync(temporary, `${madeFrom}\n${digest(text)}\n${text}`, { flag: 'wx' })
    renameSync(temporary, file)
  } catch {
    rmSync(temporary, { force: true })
  }
}
