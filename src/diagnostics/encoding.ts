/** The encoding of a text: by its byte order mark, else as its XML declaration says, else UTF-8. */
export function encodingOf(bytes: Uint8Array): string {
  const declared = declaredIn(bytes)
  return markOf(bytes) ?? (declared !== undefined && isPossible(declared) ? declared : 'utf-8')
}

/** The encoding that an XML declaration names, where the declaration itself can be read byte by byte. */
export function declaredIn(bytes: Uint8Array): string | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  return /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]
}

/** Is it an encoding that a declaration can be right about? One that can be read byte by byte is not in UTF-16. */
export function isPossible(declared: string): boolean {
  try {
    return !new TextDecoder(declared).encoding.startsWith('utf-16')
  } catch {
    return false
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
