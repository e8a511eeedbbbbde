import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { SpecialFileError } from '../../diagnostics/regular-file.ts'
import { lookup } from '../../schema/core/lookup.ts'

/** The error that is thrown if the output folder cannot be written. The message is the reason. */
export class WriteError extends Error {}

/** The diagnostic for a path to which vmc cannot write. */
export const writeFailure = (path: string, reason: string): Diagnostic => ({
  ...diagnose('VMC4009', { message: `cannot write: ${reason}` }),
  file: path,
})

/** A readable description of a file system error, such as "the file system is read-only". */
export function reasonOf(error: unknown): string {
  if (error instanceof SpecialFileError) return `the path is ${error.kind}`
  return (
    lookup(REASONS, systemCodeOf(error)) ?? (error instanceof Error ? error.message : String(error))
  )
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'the folder cannot be created',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the file system',
  EDQUOT: 'the disk quota is exceeded',
  EISDIR: 'the path is a folder',
  EEXIST: 'a file with this name already exists',
  ENOTDIR: 'a parent of the path is a file, not a folder',
  ENAMETOOLONG: 'the name is too long',
}

/** The system error code of an error, such as `ENOENT`. The result is empty if the error has no code. */
export const systemCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''
