import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { reasonOf, systemCodeOf } from './write-error.ts'

/** The current state of a file that a build may overwrite. If no file exists at the path, the object is empty. */
export interface CurrentFile {
  readonly text?: string
  /** The reason why the path cannot be read and overwritten. */
  readonly obstacle?: string
}

export function readCurrentFile(path: string): CurrentFile {
  try {
    return { text: readRegularFile(path, 'utf8') }
  } catch (error) {
    return isMissing(error) ? {} : { obstacle: reasonOf(error) }
  }
}

// Whether an error means that the file does not exist. ENOTDIR (a parent is not a folder) is included, because the build
// reports this error when it creates the parent folders.
const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error))
