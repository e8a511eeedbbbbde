import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { cacheOf, digest } from '../cache.ts'

/*
 * Node 20 runs hooks in a thread, which takes 35 ms to start: half of what an empty Node takes. A program of one file that
 * asks neither where it is nor for anything by path does without them. Its JavaScript is run from a copy beside its packages,
 * where the same packages are found; the source map of the copy leads to the file of the person.
 */

/** Does a program of this text import nothing but packages, and never ask where it is? It may be so and seem otherwise. */
export const isAlone = (text: string): boolean =>
  !/\bimport\s*\(|\bimport\.meta\b|\brequire\b|['"`]\.{1,2}\/|\b(?:from|import)\s*['"](?:\/|file:|#)/.test(
    text,
  )

/** Where JavaScript can be run from as if it lay where its file is; nowhere if there are no packages beside it. */
export function copyOf(file: string, code: string): URL | undefined {
  const cache = cacheOf(dirname(file))
  if (cache === undefined || !isAlone(code) || !/\.m?ts$/.test(file)) return undefined
  const copy = join(cache, `run-${digest(file).slice(0, 16)}.mjs`)
  return holds(copy, code) || write(copy, code) ? pathToFileURL(copy) : undefined
}

function holds(copy: string, code: string): boolean {
  try {
    return readRegularFile(copy, 'utf8') === code
  } catch {
    return false
  }
}

function write(copy: string, code: string): boolean {
  try {
    const temporary = `${copy}.${process.pid}`
    rmSync(temporary, { force: true })
    writeFileSync(temporary, code, { flag: 'wx' })
    renameSync(temporary, copy)
    return true
  } catch {
    return false
  }
}

/** Did an import fail before anything ran? Then the hooks may find what is missing, or say better what is wrong. */
export const isUnlinked = (error: unknown): boolean =>
  error instanceof Error &&
  (/ does not provide an export named /.test(error.message) ||
    ('code' in error && UNLINKED.test(String(error.code))))

const UNLINKED =
  /^ERR_(MODULE_NOT_FOUND|UNSUPPORTED_DIR_IMPORT|UNKNOWN_FILE_EXTENSION|(PACKAGE|IMPORT|INVALID_(MODULE|PACKAGE))_\w+)$/
