import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'

/** The bytes of a document as text, or what is wrong with them. */
export type Decoded = { readonly text: string } | { readonly diagnostic: Diagnostic }

const LARGEST = 32 * 1024 * 1024

/**
 * Decodes a document as XML says: by its byte order mark, else by the encoding it declares, else as UTF-8. Bytes that
 * are not of that encoding are an error, not a question mark.
 */
export function decode(bytes: Uint8Array, file: string): Decoded {
  const origin = { file, line: 1, column: 1 }
  if (bytes.length > LARGEST) {
    const message = `the document is ${Math.round(bytes.length / 1024 / 1024)} MiB long; vmc reads up to ${LARGEST / 1024 / 1024}`
    return { diagnostic: diagnose('VMC3002', { message, origin }) }
  }
  const encoding = markOf(bytes) ?? declared(bytes) ?? 'utf-8'
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes) }
  } catch (error) {
    const message =
      error instanceof RangeError
        ? `there is no encoding "${encoding}"`
        : `the bytes of this document are not ${encoding.toUpperCase()}`
    return { diagnostic: diagnose('VMC3004', { message, origin, help: 'save it as UTF-8' }) }
  }
}

function markOf(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  // Without a mark, the "<" of the first tag tells.
  if (first === 0 && second === 0x3c) return 'utf-16be'
  return first === 0x3c && second === 0 ? 'utf-16le' : undefined
}

// The declaration itself is in ASCII, whatever follows it.
function declared(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]?.toLowerCase()
}
