import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { cacheFolder, digest, replaceFile } from '../cache.ts'

/*
 * The fast path for programs of a single file. Node 20 runs module hooks in a worker, which takes 35 ms to start. This is
 * half the start time of Node itself. A program that imports only packages and does not use its own path runs without hooks.
 * vmc writes the JavaScript of the program to the cache folder in `node_modules`, and Node imports this copy. Its source map
 * names the original file.
 */

/**
 * Whether a program can run from a copy: it imports only packages and does not use its own path. The check searches the source
 * text for patterns, so the result may be `false` for a program that could run from a copy.
 */
export const isSingleFile = (text: string): boolean =>
  !/\bimport\s*\(|\bimport\.meta\b|\brequire\b|['"`]\.{1,2}\/|\b(?:from|import)\s*['"](?:\/|file:|#)/.test(
    text,
  )

/**
 * Writes the JavaScript of a single-file program to the cache folder, and returns the URL of this copy. Returns `undefined` without a cache folder, or if the program needs module hooks.
 */
export function writeCopy(file: string, code: string): URL | undefined {
  const cache = cacheFolder(dirname(file))
  if (cache === undefined || !isSingleFile(code) || !/\.m?ts$/.test(file)) return undefined
  const copy = join(cache, `run-${digest(file).slice(0, 16)}.mjs`)
  return isUpToDate(copy, code) || write(copy, code) ? pathToFileURL(copy) : undefined
}

function isUpToDate(copy: string, code: string): boolean {
  try {
    return readRegularFile(copy, 'utf8') === code
  } catch {
    return false
  }
}

function write(copy: string, code: string): boolean {
  try {
    replaceFile(copy, code)
    return true
  } catch {
    return false
  }
}

/**
 * Whether an error means that Node could not link the imports of a program. No code of the program has then run, so vmc can
 * load the program again with module hooks. The hooks may find the import, or report the error with its location.
 */
export const isLinkError = (error: unknown): boolean =>
  error instanceof Error &&
  (/ does not provide an export named /.test(error.message) ||
    ('code' in error && LINK_ERROR_CODE.test(String(error.code))))

const LINK_ERROR_CODE =
  /^ERR_(MODULE_NOT_FOUND|UNSUPPORTED_DIR_IMPORT|UNKNOWN_FILE_EXTENSION|(PACKAGE|IMPORT|INVALID_(MODULE|PACKAGE))_\w+)$/
