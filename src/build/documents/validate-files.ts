import { resolve } from 'node:path'
import { arrange, type Diagnostic } from '../../diagnostics/diagnostic.ts'
import { decodeFile } from '../../xml/decode.ts'
import type { Reading } from '../../xml/read.ts'
import { asSkipped, findDocuments, readFailure } from './documents.ts'
import { askAboutDocuments, type ValidateOptions, validateDocument } from './validate-xml.ts'

/** The result of validating XML files. */
export interface Validation {
  /** The number of validated documents. Documents in folders or globs that are not domains do not count. */
  readonly documents: number
  readonly diagnostics: readonly Diagnostic[]
}

/** Options for validating files. */
interface ValidateFilesOptions extends ValidateOptions {
  /** The folder that relative paths start from. Default: the current folder. */
  readonly cwd?: string
  /** Ask the installed libvirt about each document too. It runs nothing and needs no daemon. Default: false. */
  readonly libvirt?: boolean
}

/** Validates domain XML files. A path can be a file, a folder (every `*.xml` in it), or a glob pattern. */
export async function validateFiles(
  paths: readonly string[],
  options: ValidateFilesOptions = {},
): Promise<Validation> {
  const found = await findDocuments(paths, resolve(options.cwd ?? '.'))
  const diagnostics = [...found.diagnostics]
  const readings: Reading[] = []
  let documents = 0
  for (const { file, isNamed } of found.files) {
    const reading = validateFile(file, options)
    const isSkipped = !isNamed && reading.diagnostics.some(one => one.code === 'VMC3003')
    if (!isSkipped) documents++
    for (const one of reading.diagnostics) diagnostics.push(isSkipped ? asSkipped(one) : one)
    if (options.libvirt) readings.push(reading)
  }
  diagnostics.push(...(await askAboutDocuments(readings)))
  return { documents, diagnostics: arrange(diagnostics) }
}

function validateFile(file: string, options: ValidateOptions): Reading {
  try {
    const decoded = decodeFile(file)
    if ('diagnostic' in decoded) return { diagnostics: [decoded.diagnostic] }
    return validateDocument(decoded.text, { ...options, file })
  } catch (error) {
    return { diagnostics: [readFailure(file, error)] }
  }
}
