import { readFileSync, type Stats, statSync } from 'node:fs'

/** A path leads to a named pipe, a socket or a device, directly or by a link; reading it could block forever. */
export class SpecialFileError extends Error {
  override readonly name = 'SpecialFileError'
  /** What is there, in words: `a named pipe`. */
  readonly kind: string

  constructor(path: string, kind: string) {
    super(`${path} is ${kind}, not a file`)
    this.kind = kind
  }
}

/** What a path leads to if that is neither a file nor a folder, in words: `a named pipe`; `undefined` otherwise. */
export function specialKind(path: string): string | undefined {
  const stats = statOf(path)
  if (!stats || stats.isFile() || stats.isDirectory()) return undefined
  if (stats.isFIFO()) return 'a named pipe'
  return stats.isSocket() ? 'a socket' : 'a device'
}

/**
 * Stops at a path that leads to a named pipe, a socket or a device.
 *
 * @throws {SpecialFileError}
 */
export function refuseSpecialFile(path: string): void {
  const kind = specialKind(path)
  if (kind !== undefined) throw new SpecialFileError(path, kind)
}

/**
 * The bytes of a file, or its text if an encoding is given.
 *
 * @throws {SpecialFileError} for a named pipe, a socket or a device, which are never opened; otherwise what the system says.
 */
export function readRegularFile(path: string): Buffer
export function readRegularFile(path: string, encoding: 'utf8'): string
export function readRegularFile(path: string, encoding?: 'utf8'): Buffer | string {
  refuseSpecialFile(path)
  return readFileSync(path, encoding)
}

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
