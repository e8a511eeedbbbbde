import { readFileSync, type Stats, statSync } from 'node:fs'

/**
 * The error for a path that leads to a named pipe, a socket or a device, directly or through a link. vmc does not read
 * such a file, because reading could block forever.
 */
export class SpecialFileError extends Error {
  override readonly name = 'SpecialFileError'
  /** The kind of the file in words, such as `a named pipe`. */
  readonly kind: string

  constructor(path: string, kind: string) {
    super(`${path} is ${kind}, not a file`)
    this.kind = kind
  }
}

/**
 * Returns the kind of special file at a path, such as `a named pipe`. Returns `undefined` if the path leads to a regular file
 * or a folder, or does not exist.
 */
export function specialKind(path: string): string | undefined {
  const stats = statOf(path)
  if (!stats || stats.isFile() || stats.isDirectory()) return undefined
  if (stats.isFIFO()) return 'a named pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}

/**
 * Throws an error if a path leads to a named pipe, a socket or a device.
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
 * @throws {SpecialFileError} If the path leads to a named pipe, a socket or a device. vmc never opens such a file. Other
 * failures throw the error of `readFileSync`.
 */
export function readRegularFile(path: string): Buffer
export function readRegularFile(path: string, encoding: 'utf8'): string
export function readRegularFile(path: string, encoding?: 'utf8'): Buffer | string {
  refuseSpecialFile(path)
  return readFileSync(path, encoding)
}

/** Returns the status of the file at a path, following links, or `undefined` if it does not exist. */
export function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
