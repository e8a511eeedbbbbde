import type { Paint } from './paint.ts'
import { printableCells } from './printable.ts'
import { stringWidth } from './width.ts'

/**
 * Renders a source line with a caret below the given column, and a label beside the caret:
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
  const { text, caret } = excerpt(lines[line - 1] ?? '', column, width - gutter - 3)
  const mark = `${bar} ${' '.repeat(caret)}${paint.red('^')}`
  const frame = [bar, `${paint.dim(`${line} |`)} ${text}`, mark].join('\n')
  if (label === '') return frame
  // A label that does not fit beside the caret is written on the next line, aligned to the right.
  const room = width - gutter - 3 - label.length
  return caret + 2 <= room
    ? `${frame} ${label}`
    : `${frame}\n${bar} ${' '.repeat(Math.max(0, room))}${label}`
}

// The maximum number of UTF-16 code units that one terminal cell is assumed to need. To cut a very long line, only the code
// units near the column are measured.
const UNITS_PER_CELL = 16

// Cuts a line that is wider than the terminal to the part around the column. In the result, `caret` is the position of the
// column in this part, in terminal cells.
function excerpt(line: string, column: number, width: number): { text: string; caret: number } {
  const from = Math.max(0, column - 1 - UNITS_PER_CELL * width)
  const to = column - 1 + UNITS_PER_CELL * width
  const text = printableCells(line.slice(from, to).trimEnd())
  const cells = cellsOf(text)
  const at = cellsOf(text.slice(0, column - 1 - from)).length
  const isCut = to < line.length
  if (from === 0 && !isCut && cells.length <= width) return { text, caret: at }
  const last = isCut ? Infinity : cells.length - width + 1
  const start = Math.max(0, Math.min(at - Math.floor(width / 3), last))
  const end = start + width - 1
  const head = start > 0 ? '…' : ''
  const tail = isCut || end < cells.length ? '…' : ''
  return { text: head + cells.slice(start + head.length, end).join('') + tail, caret: at - start }
}

// Splits a text into terminal cells. A character that is two cells wide, such as an ideograph, is followed by an empty item.
const cellsOf = (text: string): readonly string[] =>
  ASCII.test(text)
    ? [...text]
    : [...new Intl.Segmenter().segment(text)].flatMap(({ segment }) => [
        segment,
        ...Array<string>(Math.max(0, stringWidth(segment) - 1)).fill(''),
      ])

const ASCII = /^[\u0020-\u007e]*$/
