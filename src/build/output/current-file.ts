import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { reasonOf, systemCodeOf } from './write-error.ts'

/** The current state of a file on disk that a build may overwrite; empty if the path does not exist. */
export interface CurrentFile {
  readonly text?: string
  /** The reason why the path can be neither read nor overwritten. */
  readonly obstacle?: string
}

export function readCurrentFile(path: string): CurrentFile {
  try {
    return { text: readRegularFile(path, 'utf8') }
  } catch (error) {
    return isMissing(error) ? {} : { obstacle: reasonOf(error) }
  }
}

// ENOTDIR also counts as a missing file, because the build reports the error when it creates the parent folders.
const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error))
