import { resolve } from 'node:path'
import { arrange, type Diagnostic } from '../../diagnostics/diagnostic.ts'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { decode } from '../../xml/decode.ts'
import { documentsAt, passedOver, unreadable } from './documents.ts'
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
  const found = await documentsAt(paths, resolve(options.cwd ?? '.'))
  const diagnostics = [...found.diagnostics]
  let documents = 0
  for (const { file, named } of found.files) {
    const wrong = validateFile(file, options)
    const isPassedOver = !named && wrong.some(one => one.code === 'VMC3003')
    if (!isPassedOver) documents++
    for (const one of wrong) diagnostics.push(isPassedOver ? passedOver(one) : one)
  }
  return { documents, diagnostics: arrange(diagnostics) }
}

function validateFile(file: string, options: ValidateOptions): readonly Diagnostic[] {
  try {
    const decoded = decode(readRegularFile(file), file)
    if ('diagnostic' in decoded) return [decoded.diagnostic]
    return validateXml(decoded.text, { ...options, file })
  } catch (error) {
    return [unreadable(file, error)]
  }
}
