import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { SpecialFileError } from '../../diagnostics/regular-file.ts'

/** An XML file that a path on the command line matches: the path of the file, of its folder, or a glob pattern. */
export interface DocumentFile {
  /** The absolute path of the file. */
  readonly file: string
  /** Whether the user named the file itself, and not a folder or a glob pattern. */
  readonly isNamed: boolean
}

/**
 * Finds the XML files that path arguments refer to. Each file is returned only once, even if several paths or links lead to it.
 * There is a diagnostic for each path that matches no file.
 */
export async function findDocuments(
  paths: readonly string[],
  cwd: string,
): Promise<{
  readonly files: readonly DocumentFile[]
  readonly diagnostics: readonly Diagnostic[]
}> {
  const diagnostics: Diagnostic[] = []
  const files = new Map<string, DocumentFile>()
  for (const path of paths) {
    const found = await expand(path, cwd)
    if (found.length === 0) diagnostics.push(await notFound(path, cwd))
    for (const one of found) {
      const real = realPath(one.file)
      if (one.isNamed || !files.has(real)) files.set(real, one)
    }
  }
  return { files: [...files.values()], diagnostics }
}

/**
 * The diagnostic for a document that is skipped because it is not a domain. A folder can also contain documents of networks
 * and storage pools.
 */
export const asSkipped = (one: Diagnostic): Diagnostic => ({
  ...one,
  severity: 'info',
  help: 'vmc skips the document',
})

/** The diagnostic for an unreadable document. */
export function readFailure(file: string, error: unknown): Diagnostic {
  if (error instanceof SpecialFileError) {
    const message = `this is ${error.kind}, not a file`
    const help = 'name a file, or pipe the document in and write - for its path'
    return { ...diagnose('VMC4007', { message, help }), file }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { ...diagnose('VMC4007', { message }), file }
}

/** The documents that a path refers to: a file, all `*.xml` files in a folder, or all files that match a glob pattern. */
async function expand(path: string, cwd: string): Promise<readonly DocumentFile[]> {
  const absolute = resolve(cwd, path)
  const stats = statSync(absolute, { throwIfNoEntry: false })
  if (stats && !stats.isDirectory()) return [{ file: absolute, isNamed: true }]
  const { glob } = await import('tinyglobby')
  const matched = stats
    ? await glob('**/*.xml', { cwd: absolute, absolute: true, dot: true })
    : await glob(path, { cwd, absolute: true })
  return matched.sort().map(file => ({ file, isNamed: false }))
}

function realPath(file: string): string {
  try {
    return realpathSync.native(file)
  } catch {
    // Node cannot resolve the symbolic link of a pipe such as /dev/stdin, so the path of a pipe stays unchanged.
    return file
  }
}

/** The diagnostic for a path that matches no document. */
async function notFound(path: string, cwd: string): Promise<Diagnostic> {
  const { isDynamicPattern } = await import('tinyglobby')
  const file = resolve(cwd, path)
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory()
  const finding = (message: string, help?: string) => ({
    ...diagnose('VMC4007', { message, help }),
    file,
  })
  if (isFolder) return finding('there is no .xml file in this folder')
  if (isDynamicPattern(path)) return finding('no file matches this pattern')
  const near = nearest(basename(file), siblingNames(dirname(file)))
  return finding('the file does not exist', near && `did you mean "${near}"?`)
}

function siblingNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
