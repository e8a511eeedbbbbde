import type { Paint } from './paint.ts'
import { stringWidth } from './width.ts'

/**
 * The line a place is on, with a caret below the column:
 *
 *        |
 *     10 |     .bus('virtoi')
 *        |      ^ domain/devices/disk[1]/target/@bus
 */
export function codeFrame(
  lines: readonly string[],
  line: number,
  column: number,
  label: string,
  paint: Paint,
  width: number,
): string {
  const gutter = String(line).length
  const bar = paint.dim(`${' '.repeat(gutter)} |`)
  const { text, caret } = window(lines[line - 1] ?? '', column, width - gutter - 3)
  const mark = `${bar} ${' '.repeat(caret)}${paint.red('^')}`
  const frame = [bar, `${paint.dim(`${line} |`)} ${text}`, mark].join('\n')
  if (label === '') return frame
  // A label that does not fit behind the caret goes below it, as far to the right as it can.
  const room = width - gutter - 3 - label.length
  return caret + 2 <= room
    ? `${frame} ${label}`
    : `${frame}\n${bar} ${' '.repeat(Math.max(0, room))}${label}`
}

// More than any character that takes a cell needs, so that of a line of megabytes only the surroundings are looked at.
const UNITS_PER_CELL = 16

// A line longer than the terminal is shown around the column.
function window(line: string, column: number, width: number): { text: string; caret: number } {
  const from = Math.max(0, column - 1 - UNITS_PER_CELL * width)
  const to = column - 1 + UNITS_PER_CELL * width
  const text = harmless(line.slice(from, to).trimEnd())
  const cells = cellsOf(text)
  const at = cellsOf(text.slice(0, column - 1 - from)).length
  const goesOn = to < line.length
  if (from === 0 && !goesOn && cells.length <= width) return { text, caret: at }
  const last = goesOn ? Infinity : cells.length - width + 1
  const start = Math.max(0, Math.min(at - Math.floor(width / 3), last))
  const end = start + width - 1
  const head = start > 0 ? '…' : ''
  const tail = goesOn || end < cells.length ? '…' : ''
  return { text: head + cells.slice(start + head.length, end).join('') + tail, caret: at - start }
}

// What stands in each cell of a terminal: a character that takes two, such as an ideograph, leaves the second empty.
const cellsOf = (text: string): readonly string[] =>
  ASCII.test(text)
    ? [...text]
    : [...new Intl.Segmenter().segment(text)].flatMap(({ segment }) => [
        segment,
        ...Array<string>(Math.max(0, stringWidth(segment) - 1)).fill(''),
      ])

const ASCII = /^[\u0020-\u007e]*$/

// Tabs, and what a terminal would obey, become spaces.
const harmless = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
