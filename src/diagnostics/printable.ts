/**
 * Makes a text safe to print. Control characters, and characters that change the text direction, are replaced by escapes such
 * as `\u001b`. File names and messages of programs can contain such characters, with which they could control the terminal or
 * display a wrong text. Line breaks and tabs are kept.
 */
export const printable = (text: string): string =>
  text.replace(UNSAFE, char => (char === '\n' || char === '\t' ? char : escapeOf(char)))

/** Makes a text safe to print within a line. Control characters are replaced by escapes, and so are line breaks and tabs. */
export const printableLine = (text: string): string => text.replace(UNSAFE, escapeOf)

/**
 * Makes a text safe to print, and keeps the number of its columns. Each control character becomes a space. Each character that
 * changes the text direction becomes `�`.
 */
export const printableCells = (text: string): string =>
  text.replace(UNSAFE, char => (char < '\u00a0' ? ' ' : '\ufffd'))

// Matches control characters (C0, DEL and C1), characters that change the text direction, and line and paragraph separators.
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/**
 * Makes a text from a host safe to print within a line. All control, format and private-use characters and surrogates are
 * replaced by escapes, so that a name on a host cannot look like another name.
 */
export const printableHostText = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, escapeOf)

/**
 * Formats a value as JSON that is safe to print. `JSON.stringify` alone leaves some characters unescaped that can change the
 * terminal's output.
 */
export const printableJson = (value: unknown): string => printable(JSON.stringify(value, null, 2))

function escapeOf(char: string): string {
  const code = char.codePointAt(0)!.toString(16).padStart(4, '0')
  return code.length > 4 ? `\\u{${code}}` : `\\u${code}`
}
