/**
 * Makes a text from a host safe to print. Control characters, and characters that change the text direction, are replaced by
 * escapes. Otherwise a name on a host could move the cursor or look like another name.
 */
export const printable = (text: string): string => text.replace(UNSAFE, escapeOf)

// Cc and Cf are control and format characters, and Zl and Zp are line and paragraph separators. Co and Cs are private-use
// characters and surrogates, which have no standard appearance.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu

const escapeOf = (character: string): string =>
  `\\u{${character.codePointAt(0)!.toString(16).padStart(4, '0')}}`
