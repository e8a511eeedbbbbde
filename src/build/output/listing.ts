import { readdirSync } from 'node:fs'

/** The names in a folder, in the form that `isAbsent` compares. */
export type Listing = ReadonlySet<string>

/** Lists a folder, which is empty if it does not exist; `undefined` if it cannot be listed. */
export function listFolder(folder: string): Listing | undefined {
  try {
    return new Set(readdirSync(folder).map(comparable))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Set() : undefined
  }
}

/**
 * Does a folder certainly not have a file? Looking for each missing file on disk would take as long as writing it. A long name
 * may be too long for the file system, which only the file system knows.
 */
export const isAbsent = (name: string, listing: Listing | undefined): boolean =>
  listing !== undefined && name.length < MAX_SURE_LENGTH && !listing.has(comparable(name))

// A character takes up to four bytes, and a name may have 255.
const MAX_SURE_LENGTH = 63

// Some file systems ignore case, or how an accent is encoded.
const comparable = (name: string): string => name.normalize('NFD').toLowerCase()
