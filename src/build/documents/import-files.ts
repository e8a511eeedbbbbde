import { basename, resolve } from 'node:path'
import { arrange, type Diagnostic } from '../../diagnostics/diagnostic.ts'
import { readRegularFile } from '../../diagnostics/regular-file.ts'
import { decode } from '../../xml/decode.ts'
import { documentsAt, unreadable } from './documents.ts'
import { type Document, type ImportOptions, importDocuments } from './import-xml.ts'

/** What to import, and how. */
export interface ImportFilesOptions extends ImportOptions {
  readonly cwd?: string
  /** One program for each document, as files of this folder; otherwise one for all. */
  readonly out?: string
  /** A document that is in no file, by the name that diagnostics have for it. */
  readonly given?: { readonly name: string; readonly bytes: Uint8Array }
}

/** A program, and in which file it belongs where each document has one of its own. */
export interface ImportedProgram {
  readonly file?: string
  readonly typescript: string
}

/** Programs for domain definitions in XML: files, every `*.xml` of folders, and what globs match. */
export async function importFiles(
  paths: readonly string[],
  { cwd = '.', out, given, ...options }: ImportFilesOptions = {},
): Promise<{
  readonly programs: readonly ImportedProgram[]
  readonly diagnostics: readonly Diagnostic[]
}> {
  const found = await documentsAt(paths, resolve(cwd))
  const diagnostics = [...found.diagnostics]
  const documents: Document[] = []
  const add = (document: Document | Diagnostic): void => {
    if ('xml' in document) documents.push(document)
    else diagnostics.push(document)
  }
  if (given) add(documentOf(given.bytes, given.name, true))
  for (const { file, named } of found.files) add(documentIn(file, named))
  const programs: ImportedProgram[] = []
  const make = (some: readonly Document[], file?: string): void => {
    const { typescript, diagnostics: told } = importDocuments(some, options)
    for (const one of told) diagnostics.push(one)
    if (typescript !== '') programs.push({ typescript, ...(file !== undefined && { file }) })
  }
  if (out === undefined) make(documents)
  else for (const one of documents) make([one], resolve(cwd, out, programOf(one, given?.name)))
  return { programs, diagnostics: arrange(diagnostics) }
}

const programOf = ({ file = '' }: Document, given: string | undefined): string =>
  `${file === given ? 'domain' : basename(file).replace(/\.xml$/i, '')}.ts`

function documentIn(file: string, named: boolean): Document | Diagnostic {
  try {
    return documentOf(readRegularFile(file), file, named)
  } catch (error) {
    return unreadable(file, error)
  }
}

function documentOf(bytes: Uint8Array, file: string, named: boolean): Document | Diagnostic {
  const decoded = decode(bytes, file)
  return 'diagnostic' in decoded ? decoded.diagnostic : { xml: decoded.text, file, named }
}
