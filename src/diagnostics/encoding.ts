/**
 * Returns the encoding of a text. The byte order mark determines the encoding; without a mark, the XML declaration
 * determines it, and without a declaration, the encoding is UTF-8.
 */
export function encodingOf(bytes: Uint8Array): string {
  const declared = declaredIn(bytes)
  return (
    encodingByMark(bytes) ?? (declared !== undefined && isPossible(declared) ? declared : 'utf-8')
  )
}

/**
 * Returns the encoding in the XML declaration of a text, or `undefined` without a declaration or if the text is
 * UTF-16.
 */
export function declaredIn(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
}

/**
 * Whether the encoding in an XML declaration is known and can be the actual encoding. `declaredIn` finds only
 * declarations with one byte per character, so a declaration of UTF-16 is always wrong.
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
  // A text without a byte order mark is UTF-16 if a zero byte is beside its first "<".
  if (first === 0 && second === 0x3c) return 'utf-16be'
  return first === 0x3c && second === 0 ? 'utf-16le' : undefined
}
