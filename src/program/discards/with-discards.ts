import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Call } from '../../tree/origin.ts'
import type { Unused } from '../../tree/unused.ts'
import type { Run } from '../load/program.ts'

// A second run has to capture each call, and most of so many calls come from the same line.
const MAX_LOCATED = 4_000

/**
 * The numbers of the calls that created unused builders and whose location is not known, because they were only counted.
 * Of more than 4,000 such calls, the first and last 2,000.
 */
export function numbersIn(unused: Unused): readonly number[] {
  const numbers = [...unused.keys()].filter(origin => typeof origin === 'number')
  if (numbers.length <= MAX_LOCATED) return numbers
  return [...numbers.slice(0, MAX_LOCATED / 2), ...numbers.slice(-MAX_LOCATED / 2)]
}

/** The diagnostics of a run, including those for discarded builders. */
export async function withDiscards(
  { diagnostics, unused }: Run,
  calls: ReadonlyMap<number, Call>,
): Promise<readonly Diagnostic[]> {
  if (unused.size === 0) return diagnostics
  const { findDiscards } = await import('./discards.ts')
  const discards = findDiscards(unused, calls)
  // A discarded domain in a program without exports is one mistake, so it is reported once.
  const isDuplicate = ({ code, file, line, column }: Diagnostic) =>
    code === 'VMC4004' &&
    discards.some(
      ({ start }) => start.file === file && start.line === line && start.column === column,
    )
  return [
    ...diagnostics.filter(one => !isDuplicate(one)),
    ...discards.map(({ diagnostic }) => diagnostic),
  ]
}
