import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Program } from '../load/program.ts'

/** The diagnostics of a run, with the builders that its program throws away. */
export async function withDiscards({
  diagnostics,
  unused,
}: Program): Promise<readonly Diagnostic[]> {
  if (unused.length === 0) return diagnostics
  const { findDiscards } = await import('./discards.ts')
  const discards = findDiscards(unused)
  // A domain that is neither exported nor used is one mistake.
  const isReported = ({ code, file, line, column }: Diagnostic) =>
    code === 'VMC4004' &&
    discards.some(
      ({ start }) => start.file === file && start.line === line && start.column === column,
    )
  return [
    ...diagnostics.filter(one => !isReported(one)),
    ...discards.map(({ diagnostic }) => diagnostic),
  ]
}
