import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Program } from '../load/program.ts'

/** The diagnostics of a run, together with those for discarded builders. */
export async function withDiscards({
  diagnostics,
  unused,
}: Program): Promise<readonly Diagnostic[]> {
  if (unused.length === 0) return diagnostics
  const { findDiscards } = await import('./discards.ts')
  const discards = findDiscards(unused)
  // If a program without exports discards a domain, two diagnostics describe the same mistake, so only one is
  // reported.
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
