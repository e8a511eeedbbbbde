import type { Place } from '../tree/origin.ts'

/** A change of a text: what stands between two offsets becomes another text. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The text with some changes, none of which overlaps another. */
export function edited(text: string, edits: readonly Edit[]): string {
  let done = ''
  let from = 0
  for (const { start, end, text: to } of inOrder(edits)) {
    done += text.slice(from, start) + to
    from = end
  }
  return done + text.slice(from)
}

/** The offset of a place. A mark of the byte order counts for no column. */
export function offsetOf(text: string, { line, column }: Omit<Place, 'file'>): number {
  let start = text.startsWith('\ufeff') ? 1 : 0
  for (let nth = 1; nth < line; nth++) start = text.indexOf('\n', start) + 1
  return start + column - 1
}

/** Do two changes meet? Two that put something in at one place do not. */
export const overlap = (a: Edit, b: Edit): boolean =>
  a.start < b.end && b.start < a.end && !(a.start === a.end && b.start === b.end)

/** What changes show of a text: its lines before and after, by the number that each has. */
export interface Change {
  readonly line: number
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** The lines that changes touch. */
export function changesOf(text: string, edits: readonly Edit[]): readonly Change[] {
  const groups: { start: number; end: number; edits: Edit[] }[] = []
  for (const edit of inOrder(edits)) {
    const start = text.lastIndexOf('\n', edit.start - 1) + 1
    const next = text.indexOf('\n', edit.end)
    const end = next < 0 ? text.length : next
    const last = groups.at(-1)
    if (last && start <= last.end + 1) {
      last.end = Math.max(last.end, end)
      last.edits.push(edit)
    } else groups.push({ start, end, edits: [edit] })
  }
  return groups.map(({ start, end, edits }) => {
    const moved = edits.map(one => ({ ...one, start: one.start - start, end: one.end - start }))
    const before = text.slice(start, end)
    const line = text.slice(0, start).split('\n').length
    const was = before.split('\n')
    const is = edited(before, moved).split('\n')
    // What stays at the beginning and the end of what is touched says nothing.
    let head = 0
    while (head < was.length && head < is.length && was[head] === is[head]) head++
    let tail = 0
    while (
      tail < was.length - head &&
      tail < is.length - head &&
      was.at(-1 - tail) === is.at(-1 - tail)
    )
      tail++
    return {
      line: line + head,
      before: was.slice(head, was.length - tail),
      after: is.slice(head, is.length - tail),
    }
  })
}

const inOrder = (edits: readonly Edit[]): readonly Edit[] =>
  edits.toSorted((a, b) => a.start - b.start)
