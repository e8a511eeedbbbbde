/** The encoding of a text: from its byte order mark, otherwise from its XML declaration, otherwise UTF-8. */
export function encodingOf(bytes: Uint8Array): string {
  const declared = declaredIn(bytes)
  return (
    encodingByMark(bytes) ?? (declared !== undefined && isPossible(declared) ? declared : 'utf-8')
  )
}

/** The encoding in the XML declaration; `undefined` if there is none, or if the text is UTF-16. */
export function declaredIn(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
}

/**
 * Whether a declared encoding is known and can be true. `declaredIn` only finds declarations in single-byte text, so a
 * declared UTF-16 is always wrong.
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
  // Without a byte order mark, the zero byte beside the first "<" reveals UTF-16.
  if (first === 0 && second === 0x3c) return 'utf-16be'
  return first === 0x3c && second === 0 ? 'utf-16le' : undefined
}
