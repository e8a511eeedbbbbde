import { readdirSync } from 'node:fs'

/** The names of the files in a folder. The names are normalized, so that `isAbsent` can compare them with other names. */
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
 * Whether the listing of a folder proves that the folder does not contain a file. This saves a disk access for each file that
 * does not exist, which takes as long as writing the file. For a long name the result is `false`, because only the file system
 * knows whether the name is too long.
 */
export const isAbsent = (name: string, listing: Listing | undefined): boolean =>
  listing !== undefined && name.length < MAX_SAFE_LENGTH && !listing.has(comparable(name))

// File systems allow names of up to 255 bytes. In UTF-8, a UTF-16 code unit takes at most three bytes, so a name of up to 63
// code units is never too long.
const MAX_SAFE_LENGTH = 63

/**
 * The form in which file names are compared. Two names have the same form if some file systems do not distinguish them. macOS
 * and Windows ignore letter case. macOS also ignores how accents are encoded.
 */
export const comparable = (name: string): string => name.normalize('NFD').toLowerCase()

/** The message and help about two files whose names have the same `comparable` form. */
export function similarFiles(one: string, other: string): { message: string; help: string } {
  const isCase = one.normalize('NFC') !== other.normalize('NFC')
  const how = isCase ? 'in letter case' : 'in the Unicode encoding of their accents'
  return {
    message: `${one} and ${other} differ only ${how}`,
    help: 'rename one of the files: on macOS and Windows, one of them would replace the other',
  }
}
