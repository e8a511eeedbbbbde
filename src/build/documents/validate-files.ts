import { resolve } from 'node:path'
import { arrange, type Diagnostic } from '../../diagnostics/diagnostic.ts'
import { decodeFile } from '../../xml/decode.ts'
import type { Reading } from '../../xml/read.ts'
import { asSkipped, findDocuments, readFailure } from './documents.ts'
import { askAboutDocuments, type ValidateOptions, validateDocument } from './validate-xml.ts'

/** The result of validating XML files. */
export interface Validation {
  /**
   * The number of validated documents. A document that was found in a folder or by a glob pattern, and is not a domain, is not
   * counted.
   */
  readonly documents: number
  readonly diagnostics: readonly Diagnostic[]
}

/** Options for validating files. */
interface ValidateFilesOptions extends ValidateOptions {
  /** The working folder. Relative paths are relative to this folder. Default: the current folder. */
  readonly cwd?: string
  /**
   * Also let the installed libvirt check each document. libvirt starts no domain and needs no daemon for this. Default:
   * `false`.
   */
  readonly libvirt?: boolean
}

/** Validates domain XML files. A path can be a file, a folder (all `*.xml` files in it), or a glob pattern. */
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
