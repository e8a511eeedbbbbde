import { readdirSync } from 'node:fs'

/** The names in a folder, in the form that `isAbsent` compares. */
export type Listing = ReadonlySet<string>

/** Lists a folder. A folder that does not exist is empty; `undefined` if the folder cannot be read. */
export function listFolder(folder: string): Listing | undefined {
  try {
    return new Set(readdirSync(folder).map(comparable))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Set() : undefined
  }
}

/**
 * Whether a folder certainly does not contain a file. The listing saves a look at the disk for each missing file, which takes
 * as long as writing the file. For a long name the answer is `false`: only the file system knows whether it is too long.
 */
export const isAbsent = (name: string, listing: Listing | undefined): boolean =>
  listing !== undefined && name.length < MAX_SAFE_LENGTH && !listing.has(comparable(name))

// A character takes up to four bytes, and file systems allow 255 bytes.
const MAX_SAFE_LENGTH = 63

// Some file systems ignore case, or the encoding of accents.
const comparable = (name: string): string => name.normalize('NFD').toLowerCase()
