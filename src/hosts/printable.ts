/**
 * A text from a host for a terminal: control characters, and characters that change the direction of writing, appear as their
 * escapes. A name on a host must not be able to move the cursor or to look like another name.
 */
export const printable = (text: string): string => text.replace(UNSAFE, escapeOf)

// Cc and Cf are control and format characters, Zl and Zp are line separators, Co and Cs have no agreed appearance.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu

const escapeOf = (character: string): string =>
  `\\u{${character.codePointAt(0)!.toString(16).padStart(4, '0')}}`
