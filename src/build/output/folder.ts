import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Creates a folder and its missing parents. Returns the created folders, starting with the outermost. After an error, the
 * created folders are removed again.
 */
export function makeFolder(folder: string): readonly string[] {
  if (existsSync(folder)) return []
  const parents = makeFolder(dirname(folder))
  try {
    // Each folder is created separately, because `mkdirSync` with the option `recursive` never returns for a path in /proc.
    mkdirSync(folder)
    return [...parents, folder]
  } catch (error) {
    for (const parent of parents.toReversed()) rmdirSync(parent)
    throw error
  }
}

/** Removes a folder if it is empty. */
export function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // A folder that contains files cannot be removed. The error is ignored, and the folder is kept.
  }
}
