import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { declaredIn, encodingOf, isPossible } from '../diagnostics/encoding.ts'
import { Lines } from './lines.ts'

/** The bytes of a document as text, or what is wrong with them. */
export type Decoded = { readonly text: string } | { readonly diagnostic: Diagnostic }

/** How many bytes of a document are read: as many as virsh takes. */
export const LARGEST = 10 * 1024 * 1024

/**
 * Decodes a document as XML says: by its byte order mark, else by the encoding it declares, else as UTF-8. Bytes that
 * are not of that encoding are an error, not a question mark.
 */
export function decode(bytes: Uint8Array, file: string): Decoded {
  if (bytes.length > LARGEST) {
    const message = `the document is longer than ${LARGEST / 1024 / 1024} MiB, as much as virsh takes`
    return { diagnostic: diagnose('VMC3002', { message, origin: { file, line: 1, column: 1 } }) }
  }
  const encoding = encodingOf(bytes)
  const wrong = (message: string, at: string): Decoded => {
    const text = new TextDecoder(encoding).decode(bytes)
    const origin = new Lines(text, file).place(text.indexOf(at))
    return { diagnostic: diagnose('VMC3004', { message, origin, help: 'save it as UTF-8' }) }
  }
  const declared = declaredIn(bytes)
  if (declared !== undefined && !isPossible(declared))
    return wrong(`the document cannot be in the encoding it declares, "${declared}"`, declared)
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch {
    return wrong(`the bytes here are not ${encoding.toUpperCase()}`, '\ufffd')
  }
}
