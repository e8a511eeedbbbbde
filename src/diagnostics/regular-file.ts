import { readFileSync, type Stats, statSync } from 'node:fs'

/** Thrown for a path to a named pipe, a socket or a device, also through a link. Reading one could block forever. */
export class SpecialFileError extends Error {
  override readonly name = 'SpecialFileError'
  /** The kind of file in words, such as `a named pipe`. */
  readonly kind: string

  constructor(path: string, kind: string) {
    super(`${path} is ${kind}, not a file`)
    this.kind = kind
  }
}

/** The kind of special file at a path, such as `a named pipe`; `undefined` for files, folders and missing paths. */
export function specialKind(path: string): string | undefined {
  const stats = statOf(path)
  if (!stats || stats.isFile() || stats.isDirectory()) return undefined
  if (stats.isFIFO()) return 'a named pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}

/**
 * Throws if a path leads to a named pipe, a socket or a device.
 *
 * @throws {SpecialFileError}
 */
export function refuseSpecialFile(path: string): void {
  const kind = specialKind(path)
  if (kind !== undefined) throw new SpecialFileError(path, kind)
}

/**
 * Reads the bytes of a file, or its text if an encoding is given.
 *
 * @throws {SpecialFileError} For a named pipe, a socket or a device, which are never opened. For other failures, the
 * error of `readFileSync`.
 */
export function readRegularFile(path: string): Buffer
export function readRegularFile(path: string, encoding: 'utf8'): string
export function readRegularFile(path: string, encoding?: 'utf8'): Buffer | string {
  refuseSpecialFile(path)
  return readFileSync(path, encoding)
}

/** The status of a path, following links; `undefined` if there is none. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
