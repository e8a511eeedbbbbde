import { basename, resolve } from 'node:path'
import { arrange, type Diagnostic } from '../../diagnostics/diagnostic.ts'
import { type Decoded, decode, decodeFile } from '../../xml/decode.ts'
import { findDocuments, readFailure } from './documents.ts'
import { type ImportDocument, type ImportOptions, importDocuments } from './import-xml.ts'

/** Options for importing XML files. */
export interface ImportFilesOptions extends ImportOptions {
  /** The working folder. Relative paths are relative to this folder. Default: the current folder. */
  readonly cwd?: string
  /**
   * The folder to which a separate program is written for each document. Without this option, a single program contains all
   * domains.
   */
  readonly out?: string
  /** A document that does not come from a file, such as the content of stdin. Diagnostics show its name. */
  readonly given?: { readonly name: string; readonly bytes: Uint8Array }
}

/** A program that an import generated from XML. */
export interface ImportedProgram {
  /** The path of the file for the program. Set only if each document has a separate program. */
  readonly file?: string
  readonly typescript: string
}

/** Generates programs from domain XML files. A path can be a file, a folder (all `*.xml` files in it), or a glob pattern. */
export async function importFiles(
  paths: readonly string[],
  { cwd = '.', out, given, ...options }: ImportFilesOptions = {},
): Promise<{
  readonly programs: readonly ImportedProgram[]
  readonly diagnostics: readonly Diagnostic[]
}> {
  const found = await findDocuments(paths, resolve(cwd))
  const diagnostics = [...found.diagnostics]
  const documents: ImportDocument[] = []
  const add = (document: ImportDocument | Diagnostic): void => {
    if ('xml' in document) documents.push(document)
    else diagnostics.push(document)
  }
  if (given) add(toDocument(decode(given.bytes, given.name), given.name, true))
  for (const { file, isNamed } of found.files) add(readDocument(file, isNamed))
  const programs: ImportedProgram[] = []
  const addProgram = (some: readonly ImportDocument[], file?: string): void => {
    const { typescript, diagnostics: reported } = importDocuments(some, options)
    for (const one of reported) diagnostics.push(one)
    if (typescript !== '') programs.push({ typescript, ...(file !== undefined && { file }) })
  }
  if (out === undefined) addProgram(documents)
  else
    for (const one of documents) addProgram([one], resolve(cwd, out, programName(one, given?.name)))
  return { programs, diagnostics: arrange(diagnostics) }
}

const programName = ({ file = '' }: ImportDocument, given: string | undefined): string =>
  `${file === given ? 'domain' : basename(file).replace(/\.xml$/i, '')}.ts`

function readDocument(file: string, isNamed: boolean): ImportDocument | Diagnostic {
  try {
    return toDocument(decodeFile(file), file, isNamed)
  } catch (error) {
    return readFailure(file, error)
  }
}

const toDocument = (
  decoded: Decoded,
  file: string,
  isNamed: boolean,
): ImportDocument | Diagnostic =>
  'diagnostic' in decoded ? decoded.diagnostic : { xml: decoded.text, file, isNamed }
