import { resolve } from 'node:path'
import { arrange, type Diagnostic } from '../../diagnostics/diagnostic.ts'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { decode } from '../../xml/decode.ts'
import { asSkipped, findDocuments, readFailure } from './documents.ts'
import { type ValidateOptions, validateXml } from './validate-xml.ts'

/** The result of validating XML files. */
export interface Validation {
  /** The number of validated documents. Documents in folders or globs that are not domains do not count. */
  readonly documents: number
  readonly diagnostics: readonly Diagnostic[]
}

/** Validates domain XML files. A path can be a file, a folder (every `*.xml` in it), or a glob pattern. */
export async function validateFiles(
  paths: readonly string[],
  options: { readonly cwd?: string } & ValidateOptions = {},
): Promise<Validation> {
  const found = await findDocuments(paths, resolve(options.cwd ?? '.'))
  const diagnostics = [...found.diagnostics]
  let documents = 0
  for (const { file, isNamed } of found.files) {
    const reported = validateFile(file, options)
    const isSkipped = !isNamed && reported.some(one => one.code === 'VMC3003')
    if (!isSkipped) documents++
    for (const one of reported) diagnostics.push(isSkipped ? asSkipped(one) : one)
  }
  return { documents, diagnostics: arrange(diagnostics) }
}

function validateFile(file: string, options: ValidateOptions): readonly Diagnostic[] {
  try {
    const decoded = decode(readRegularFile(file), file)
    if ('diagnostic' in decoded) return [decoded.diagnostic]
    return validateXml(decoded.text, { ...options, file })
  } catch (error) {
    return [readFailure(file, error)]
  }
}
