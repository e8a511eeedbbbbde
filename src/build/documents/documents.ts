import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { SpecialFileError } from '../../diagnostics/regular-file.ts'

/** A file that a path leads to. */
export interface Found {
  readonly file: string
  /** Was it named, rather than found in a folder? */
  readonly named: boolean
}

/** The documents that paths lead to, each once by whatever paths or links it is reached, and the paths that lead nowhere. */
export async function documentsAt(
  paths: readonly string[],
  cwd: string,
): Promise<{ readonly files: readonly Found[]; readonly diagnostics: readonly Diagnostic[] }> {
  const diagnostics: Diagnostic[] = []
  const files = new Map<string, Found>()
  for (const path of paths) {
    const found = await expand(path, cwd)
    if (found.length === 0) diagnostics.push(await nothing(path, cwd))
    for (const one of found) {
      const real = realPath(one.file)
      // It is named if any path names it.
      if (one.named || !files.has(real)) files.set(real, one)
    }
  }
  return { files: [...files.values()], diagnostics }
}

/** What is told of a document that is no domain: a folder may hold networks and pools as well. */
export const passedOver = (one: Diagnostic): Diagnostic => ({
  ...one,
  severity: 'info',
  help: 'it is passed over',
})

/** What is reported of a document that cannot be read. */
export function unreadable(file: string, error: unknown): Diagnostic {
  if (error instanceof SpecialFileError) {
    const message = `this is ${error.kind}, not a file`
    const help = 'name a file, or pipe the document in and write - for its path'
    return { ...diagnose('VMC4007', { message, help }), file }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { ...diagnose('VMC4007', { message }), file }
}

/** The documents at a path: the file, every `*.xml` of the folder, or what the glob matches. */
async function expand(path: string, cwd: string): Promise<readonly Found[]> {
  const whole = resolve(cwd, path)
  const stats = statSync(whole, { throwIfNoEntry: false })
  if (stats && !stats.isDirectory()) return [{ file: whole, named: true }]
  const { glob } = await import('tinyglobby')
  const matched = stats
    ? await glob('**/*.xml', { cwd: whole, absolute: true, dot: true })
    : await glob(path, { cwd, absolute: true })
  return matched.sort().map(file => ({ file, named: false }))
}

function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    // A pipe has none.
    return file
  }
}

/** What to say where a path leads to no document. */
async function nothing(path: string, cwd: string): Promise<Diagnostic> {
  const { isDynamicPattern } = await import('tinyglobby')
  const file = resolve(cwd, path)
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory()
  const told = (message: string, help?: string) => ({
    ...diagnose('VMC4007', { message, help }),
    file,
  })
  if (isFolder) return told('there is no .xml file in this folder')
  if (isDynamicPattern(path)) return told('no file is matched by this pattern')
  const near = nearest(basename(file), namesIn(dirname(file)))
  return told('there is no such file', near && `did you mean "${near}"?`)
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
