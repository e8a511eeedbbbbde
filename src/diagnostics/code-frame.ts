import type { Paint } from './paint.ts'

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

// A line longer than the terminal is shown around the column.
function window(line: string, column: number, width: number): { text: string; caret: number } {
  const text = line.trimEnd()
  const at = Math.min(column - 1, text.length)
  if (text.length <= width) return { text: harmless(text), caret: at }
  const start = Math.max(0, Math.min(at - Math.floor(width / 3), text.length - width + 1))
  const head = start > 0 ? '…' : ''
  const cut = head + harmless(text.slice(start + head.length, start + width - 1))
  return { text: start + width - 1 < text.length ? `${cut}…` : cut, caret: at - start }
}

// Tabs, and what a terminal would obey, become spaces.
const harmless = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ')
