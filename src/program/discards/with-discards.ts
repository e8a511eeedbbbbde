import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Call } from '../../tree/origin.ts'
import type { Unused } from '../../tree/unused.ts'
import type { Run } from '../load/program.ts'

// Each has to be captured in a second run, and most are like one another.
const MOST_ASKED = 4_000

/** The calls that made unused builders and were only counted, by their numbers: the first and the last of very many. */
export function numbersIn(unused: Unused): readonly number[] {
  const numbers = [...unused.keys()].filter(origin => typeof origin === 'number')
  if (numbers.length <= MOST_ASKED) return numbers
  return [...numbers.slice(0, MOST_ASKED / 2), ...numbers.slice(-MOST_ASKED / 2)]
}

/** What a run came to, with the builders that its program throws away. */
export async function withDiscards(
  { diagnostics, unused }: Run,
  calls: ReadonlyMap<number, Call>,
): Promise<readonly Diagnostic[]> {
  if (unused.size === 0) return diagnostics
  const { findDiscards } = await import('./discards.ts')
  const discards = findDiscards(unused, calls)
  // A domain that is not exported and not used is one mistake.
  const isSaid = ({ code, file, line, column }: Diagnostic) =>
    code === 'VMC4004' &&
    discards.some(
      ({ start }) => start.file === file && start.line === line && start.column === column,
    )
  return [
    ...diagnostics.filter(one => !isSaid(one)),
    ...discards.map(({ diagnostic }) => diagnostic),
  ]
}
