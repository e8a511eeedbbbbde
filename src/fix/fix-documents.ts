import { resolve } from 'node:path'
import { documentsAt } from '../build/documents/documents.ts'
import { type ValidateOptions, validateXml } from '../build/documents/validate-xml.ts'
import { readRegularFile } from '../diagnostics/regular-file.ts'
import { additionEdits, respellingEdits } from './document-edits.ts'
import { type Fixed, fix, type Mend } from './fix.ts'

/** Mends what can be mended in documents: files, every `*.xml` of folders, and what globs match. */
export async function fixDocuments(
  paths: readonly string[],
  options: { readonly cwd?: string } & ValidateOptions = {},
): Promise<Fixed> {
  const { files } = await documentsAt(paths, resolve(options.cwd ?? '.'))
  const done: Fixed[] = []
  for (const { file } of files) {
    done.push(await fix(async texts => judged(texts.get(file), file, options), mend))
  }
  return {
    files: done.flatMap(one => one.files),
    diagnostics: done.flatMap(one => one.diagnostics),
  }
}

const mend: Mend = (text, fix, { line, column }) =>
  fix.kind === 'addition'
    ? additionEdits(text, fix)
    : respellingEdits(text, { file: '', line, column }, fix)

// What cannot be read is told when it is validated.
function judged(text: string | undefined, file: string, options: ValidateOptions) {
  try {
    return validateXml(text ?? readRegularFile(file, 'utf8'), { ...options, file })
  } catch {
    return []
  }
}
