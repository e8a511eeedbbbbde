import { resolve } from 'node:path'
import { findDocuments } from '../build/documents/documents.ts'
import { type ValidateOptions, validateXml } from '../build/documents/validate-xml.ts'
import { decodeFile } from '../xml/decode.ts'
import { additionEdits, respellingEdits } from './document-edits.ts'
import { type ComputeEdits, type Fixed, fix } from './fix.ts'

/** Applies the safe fixes to XML documents. A path can be a file, a folder (all `*.xml` files in it), or a glob pattern. */
export async function fixDocuments(
  paths: readonly string[],
  options: { readonly cwd?: string } & ValidateOptions = {},
): Promise<Fixed> {
  const { files } = await findDocuments(paths, resolve(options.cwd ?? '.'))
  const fixed: Fixed[] = []
  for (const { file } of files) {
    fixed.push(await fix(async texts => validate(texts.get(file), file, options), computeEdits))
  }
  return {
    files: fixed.flatMap(one => one.files),
    diagnostics: fixed.flatMap(one => one.diagnostics),
  }
}

const computeEdits: ComputeEdits = (text, fix, { line, column }) =>
  fix.kind === 'addition'
    ? additionEdits(text, fix)
    : respellingEdits(text, { file: '', line, column }, fix)

function validate(text: string | undefined, file: string, options: ValidateOptions) {
  try {
    const decoded = text === undefined ? decodeFile(file) : { text }
    return 'text' in decoded ? validateXml(decoded.text, { ...options, file }) : []
  } catch {
    // An unreadable file is not reported here, because the validation after the fixes reports it.
    return []
  }
}
