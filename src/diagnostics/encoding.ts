/**
 * Returns the encoding of a document. The encoding comes from the byte order mark or, without a mark, from the XML
 * declaration. If the document has neither, the encoding is UTF-8.
 */
export function encodingOf(bytes: Uint8Array): string {
  const declared = declaredIn(bytes)
  return (
    encodingByMark(bytes) ?? (declared !== undefined && isPossible(declared) ? declared : 'utf-8')
  )
}

/**
 * Returns the encoding in the XML declaration of a document. Returns `undefined` if the document has no declaration or is
 * UTF-16.
 */
export function declaredIn(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString(
    'latin1',
  )
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
}

/**
 * Whether the encoding in an XML declaration is known and can be correct. `declaredIn` finds only declarations in which each
 * character is one byte. The encoding of such a document cannot be UTF-16.
 */
export function isPossible(declared: string): boolean {
  try {
    return !new TextDecoder(declared).encoding.startsWith('utf-16')
  } catch {
    return false
  }
}

function encodingByMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  // A document without a byte order mark is UTF-16 if there is a zero byte before or after the first "<".
  if (first === 0 && second === 0x3c) return 'utf-16be'
  return first === 0x3c && second === 0 ? 'utf-16le' : undefined
}
