import type { Location } from '../tree/origin.ts'

/** A change to a text: `text` replaces the characters from `start` to `end`. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Applies edits to a text. The edits must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = ''
  let from = 0
  for (const { start, end, text: to } of inOrder(edits)) {
    result += text.slice(from, start) + to
    from = end
  }
  return result + text.slice(from)
}

/** Converts a line and column to an offset in the text. A byte order mark does not count as a column. */
export function offsetOf(text: string, { line, column }: Omit<Location, 'file'>): number {
  let start = text.startsWith('\ufeff') ? 1 : 0
  for (let nth = 1; nth < line; nth++) start = text.indexOf('\n', start) + 1
  return start + column - 1
}

/** Whether two edits overlap. Two insertions at the same offset do not overlap. */
export const overlap = (a: Edit, b: Edit): boolean =>
  a.start < b.end && b.start < a.end && !(a.start === a.end && b.start === b.end)

/** A group of adjacent lines that edits have changed, before and after the edits. */
export interface Change {
  /** The line number of the first changed line, counted from 1. */
  readonly line: number
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Returns the lines of a text that edits change, in groups of adjacent lines. */
export function changesOf(text: string, edits: readonly Edit[]): readonly Change[] {
  const groups: { start: number; end: number; edits: Edit[] }[] = []
  for (const edit of inOrder(edits)) {
    const start = edit.start === 0 ? 0 : text.lastIndexOf('\n', edit.start - 1) + 1
    const next = text.indexOf('\n', edit.end)
    const end = next < 0 ? text.length : next
    const last = groups.at(-1)
    if (last && start <= last.end + 1) {
      last.end = Math.max(last.end, end)
      last.edits.push(edit)
    } else groups.push({ start, end, edits: [edit] })
  }
  return groups.map(({ start, end, edits }) => {
    const shifted = edits.map(one => ({ ...one, start: one.start - start, end: one.end - start }))
    const before = text.slice(start, end)
    const line = text.slice(0, start).split('\n').length
    const oldLines = before.split('\n')
    const newLines = applyEdits(before, shifted).split('\n')
    // A group of edits begins and ends with a changed line, so unchanged lines at its beginning and end are removed.
    let head = 0
    while (head < oldLines.length && head < newLines.length && oldLines[head] === newLines[head])
      head++
    let tail = 0
    while (
      tail < oldLines.length - head &&
      tail < newLines.length - head &&
      oldLines.at(-1 - tail) === newLines.at(-1 - tail)
    )
      tail++
    return {
      line: line + head,
      before: oldLines.slice(head, oldLines.length - tail),
      after: newLines.slice(head, newLines.length - tail),
    }
  })
}

const inOrder = (edits: readonly Edit[]): readonly Edit[] =>
  edits.toSorted((a, b) => a.start - b.start)
