/** A set of functions that colour text for a terminal, or that return the text unchanged. */
export interface Paint {
  readonly red: (text: string) => string
  readonly yellow: (text: string) => string
  readonly blue: (text: string) => string
  readonly green: (text: string) => string
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
}

const plain = (text: string): string => text
const ansi = (on: number, off: number) => (text: string) => `\u001b[${on}m${text}\u001b[${off}m`

/** Returns every text unchanged, without colours. */
export const noPaint: Paint = {
  red: plain,
  yellow: plain,
  blue: plain,
  green: plain,
  bold: plain,
  dim: plain,
}

/** Colours text with ANSI escape codes. */
export const ansiPaint: Paint = {
  red: ansi(31, 39),
  yellow: ansi(33, 39),
  blue: ansi(36, 39),
  green: ansi(32, 39),
  bold: ansi(1, 22),
  dim: ansi(2, 22),
}
