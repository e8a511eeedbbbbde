import type { Diagnostic } from '../diagnostic.ts'

/** Renders diagnostics as one JSON array, for other programs to read. */
export function json(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify(diagnostics, null, 2)}\n`
}
