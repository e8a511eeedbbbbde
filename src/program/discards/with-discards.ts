import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Program } from '../load/program.ts'

/** The diagnostics of a run and the diagnostics for discarded builders. */
export async function withDiscards({
  diagnostics,
  unused,
}: Program): Promise<readonly Diagnostic[]> {
  if (unused.length === 0) return diagnostics
  const { findDiscards } = await import('./discards.ts')
  const exportsNothing = (file: string) =>
    diagnostics.some(one => one.code === 'VMC4004' && one.file === file)
  // If a program exports nothing, it is clear why its variables are not used. So the diagnostics for its unused variables are
  // left out.
  const discards = findDiscards(unused).filter(
    ({ diagnostic, start }) => diagnostic.code !== 'VMC4025' || !exportsNothing(start.file),
  )
  // If a program exports nothing and discards a domain, both diagnostics describe the same mistake. Only the diagnostic for
  // the discarded domain is reported.
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
