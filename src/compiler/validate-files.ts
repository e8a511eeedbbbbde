import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { arrange, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { decode } from '../xml/decode.ts'
import { type ValidateOptions, validateXml } from './validate-xml.ts'

/** What came of looking at documents. */
export interface Validation {
  /** How many documents were judged; those that are no domains, in folders and among what globs match, are not. */
  readonly documents: number
  readonly diagnostics: readonly Diagnostic[]
}

/** Checks domain definitions in XML: files, every `*.xml` of folders, and what globs match. */
export async function validateFiles(
  paths: readonly string[],
  options: { readonly cwd?: string } & ValidateOptions = {},
): Promise<Validation> {
  const cwd = resolve(options.cwd ?? '.')
  const diagnostics: Diagnostic[] = []
  // Each file once, by whatever paths or links it is reached, and named if any of them names it.
  const files = new Map<string, Found>()
  for (const path of paths) {
    const found = await expand(path, cwd)
    if (found.length === 0) diagnostics.push(await nothing(path, cwd))
    for (const one of found) {
      const real = realPath(one.file)
      if (one.named || !files.has(real)) files.set(real, one)
    }
  }
  let documents = 0
  for (const { file, named } of files.values()) {
    const found = validateFile(file, options)
    const isPassedOver = !named && found.some(one => one.code === 'VMC3003')
    if (!isPassedOver) documents++
    for (const one of found) diagnostics.push(isPassedOver ? passedOver(one) : one)
  }
  return { documents, diagnostics: arrange(diagnostics) }
}

/** A file that a path leads to. */
export interface Found {
  readonly file: string
  /** Was it named, rather than found in a folder? */
  readonly named: boolean
}

/** The documents at a path: the file, every `*.xml` of the folder, or what the glob matches. */
export async function expand(path: string, cwd: string): Promise<readonly Found[]> {
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

function validateFile(file: string, options: ValidateOptions): readonly Diagnostic[] {
  try {
    const decoded = decode(readFileSync(file), file)
    if ('diagnostic' in decoded) return [decoded.diagnostic]
    return validateXml(decoded.text, { ...options, file })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [{ ...diagnose('VMC4007', { message }), file }]
  }
}

// A folder may hold networks and pools as well.
const passedOver = (one: Diagnostic): Diagnostic => ({
  ...one,
  severity: 'info',
  help: 'it is passed over',
})

/** What to say where a path leads to no document. */
export async function nothing(path: string, cwd: string): Promise<Diagnostic> {
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
