import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { arrange, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { decode } from '../xml/decode.ts'
import { type ValidateOptions, validateXml } from './validate-xml.ts'

/** What came of looking at documents. */
export interface Validation {
  /** How many documents were read. */
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
  let documents = 0
  const seen = new Set<string>()
  for (const path of paths) {
    const files = await expand(path, cwd)
    if (files.length === 0) diagnostics.push(nothing(path, cwd))
    for (const { file, named } of files) {
      if (seen.has(file)) continue
      seen.add(file)
      documents++
      diagnostics.push(...validateFile(file, named, options))
    }
  }
  return { documents, diagnostics: arrange(diagnostics) }
}

interface Found {
  readonly file: string
  /** Was it named, rather than found in a folder? */
  readonly named: boolean
}

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

function validateFile(
  file: string,
  named: boolean,
  options: ValidateOptions,
): readonly Diagnostic[] {
  try {
    const decoded = decode(readFileSync(file), file)
    if ('diagnostic' in decoded) return [decoded.diagnostic]
    const found = validateXml(decoded.text, { ...options, file })
    // A folder may hold networks and pools as well; they are passed over, and said to be.
    return named
      ? found
      : found.map(one => (one.code === 'VMC3003' ? { ...one, severity: 'info' } : one))
  } catch (error) {
    return [
      {
        ...diagnose('VMC4007', { message: error instanceof Error ? error.message : String(error) }),
        file,
      },
    ]
  }
}

function nothing(path: string, cwd: string): Diagnostic {
  const isFolder = statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isDirectory()
  const message = isFolder ? 'there is no .xml file in this folder' : 'there is no such file'
  return { ...diagnose('VMC4007', { message }), file: resolve(cwd, path) }
}
