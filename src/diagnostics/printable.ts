/**
 * A text as it is safe to print: control characters, and marks that change the direction of the text around them, become
 * escapes such as `\u001b`. File names and messages of programs can contain them, and could otherwise control the terminal
 * or show something else than what they are. Line breaks and tabs stay.
 */
export const printable = (text: string): string =>
  text.replace(UNSAFE, char => (char === '\n' || char === '\t' ? char : escapeOf(char)))

/** A text as it is safe to print within a line: line breaks and tabs become escapes, too. */
export const printableLine = (text: string): string => text.replace(UNSAFE, escapeOf)

/** A text with a blank in place of each control character and `�` in place of each mark of direction, so that no column moves. */
export const printableCells = (text: string): string =>
  text.replace(UNSAFE, char => (char < '\u00a0' ? ' ' : '\ufffd'))

// The controls C0, DEL and C1; the marks, embeddings, overrides and isolates of direction; the separators of lines.
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** JSON for a terminal: JSON itself leaves most of these characters as they are. */
export const printableJson = (value: unknown): string => printable(JSON.stringify(value, null, 2))

const escapeOf = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
