import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { readRegularFile, SpecialFileError } from '../../diagnostics/regular-file.ts'
import { lookup } from '../../schema/core/lookup.ts'

/** What stands at a path: a text, or something that can neither be read nor written over, or nothing at all. */
export interface Standing {
  readonly text?: string
  readonly obstacle?: string
}

export function standing(file: string): Standing {
  try {
    return { text: readRegularFile(file, 'utf8') }
  } catch (error) {
    return isAbsent(error) ? {} : { obstacle: reasonOf(error) }
  }
}

// Whether the folder can be made shows when it is made.
const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error))

/** A path that vmc was to write and cannot. */
export const unwritable = (path: string, reason: string): Diagnostic => ({
  ...diagnose('VMC4009', { message: `cannot write: ${reason}` }),
  file: path,
})

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  if (error instanceof SpecialFileError) return `${error.kind} is in its place`
  return lookup(reasons, codeOf(error)) ?? (error instanceof Error ? error.message : String(error))
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ENOENT: 'no folder can be made there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EDQUOT: 'the quota is used up',
  EISDIR: 'a folder stands in its place',
  EEXIST: 'a file stands in its place',
  ENOTDIR: 'a file stands where its path needs a folder',
  ENAMETOOLONG: 'the name is too long',
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
