/** Colours, or their absence: renderers are given one and know nothing of terminals. */
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

/** Text as it is. */
export const noPaint: Paint = {
  red: plain,
  yellow: plain,
  blue: plain,
  green: plain,
  bold: plain,
  dim: plain,
}

/** Text with the escape codes of terminals. */
export const ansiPaint: Paint = {
  red: ansi(31, 39),
  yellow: ansi(33, 39),
  blue: ansi(36, 39),
  green: ansi(32, 39),
  bold: ansi(1, 22),
  dim: ansi(2, 22),
}
