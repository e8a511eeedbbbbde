import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { declaredIn, encodingOf, isPossible } from '../diagnostics/encoding.ts'
import { readRegularFile, statOf } from '../diagnostics/regular-file.ts'
import { Lines } from './lines.ts'

/** The decoded text of a document, or a diagnostic with the reason why the document cannot be decoded. */
export type Decoded = { readonly text: string } | { readonly diagnostic: Diagnostic }

/** The maximum size of a document in bytes. virsh has the same limit. */
export const MAX_DOCUMENT_BYTES = 10 * 1024 * 1024

/**
 * Reads and decodes a document. A file that is larger than the limit is not read.
 *
 * @throws The error of `readRegularFile`.
 */
export function decodeFile(file: string): Decoded {
  const size = statOf(file)?.size ?? 0
  return size > MAX_DOCUMENT_BYTES ? tooLarge(file) : decode(readRegularFile(file), file)
}

function tooLarge(file: string): Decoded {
  const message = `the document is larger than ${MAX_DOCUMENT_BYTES / 1024 / 1024} MiB, the limit of virsh`
  return { diagnostic: diagnose('VMC3002', { message, origin: { file, line: 1, column: 1 } }) }
}

/**
 * Decodes a document. The encoding comes from the byte order mark or, without a mark, from the XML declaration. If the
 * document has neither, the encoding is UTF-8, as XML requires. Invalid bytes are an error and are not replaced.
 */
export function decode(bytes: Uint8Array, file: string): Decoded {
  if (bytes.length > MAX_DOCUMENT_BYTES) return tooLarge(file)
  const encoding = encodingOf(bytes)
  const wrong = (message: string, at: string): Decoded => {
    const text = new TextDecoder(encoding).decode(bytes)
    const origin = new Lines(text, file).locate(text.indexOf(at))
    return {
      diagnostic: diagnose('VMC3004', { message, origin, help: 'save the XML document as UTF-8' }),
    }
  }
  const declared = declaredIn(bytes)
  if (declared !== undefined && !isPossible(declared))
    return wrong(
      `the declared encoding "${declared}" is unknown or does not match the document`,
      declared,
    )
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    return wrong(`these bytes are not valid ${encoding.toUpperCase()}`, '\ufffd')
  }
}
