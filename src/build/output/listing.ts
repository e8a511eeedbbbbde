import { readdirSync } from 'node:fs'

/** The names of the files in a folder, normalized so that `isAbsent` can compare them. */
export type Listing = ReadonlySet<string>

/**
 * Lists the names in a folder. The list is empty if the folder does not exist, and `undefined` if the folder cannot
 * be read.
 */
export function listFolder(folder: string): Listing | undefined {
  try {
    return new Set(readdirSync(folder).map(comparable))
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? new Set() : undefined
  }
}

/**
 * Whether a folder certainly does not contain a file. The listing avoids one disk access for each missing file, which
 * would take as long as writing the file. For a long name the result is `false`, because only the file system knows
 * whether the name is too long.
 */
export const isAbsent = (name: string, listing: Listing | undefined): boolean =>
  listing !== undefined && name.length < MAX_SAFE_LENGTH && !listing.has(comparable(name))

// File systems allow names of up to 255 bytes, and a character takes up to four bytes. So a name of 63 characters
// always fits.
const MAX_SAFE_LENGTH = 63

// Some file systems ignore differences in letter case or in the encoding of accents, so names are normalized before a
// comparison.
const comparable = (name: string): string => name.normalize('NFD').toLowerCase()
