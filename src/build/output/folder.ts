import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { dirname } from 'node:path'

/** Makes a folder and those above it, or none of them, and gives those that it made, outermost first. */
export function makeFolder(folder: string): readonly string[] {
  if (existsSync(folder)) return []
  const above = makeFolder(dirname(folder))
  try {
    // Node's own way to make those above as well never ends in /proc.
    mkdirSync(folder)
    return [...above, folder]
  } catch (error) {
    for (const empty of above.toReversed()) rmdirSync(empty)
    throw error
  }
}

/** Removes a folder that was made and is not needed. */
export function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder)
  } catch {
    // Something stands in it.
  }
}
