import type { Diagnostic } from '../diagnostic.ts'

/** Renders diagnostics as one JSON array, for programs. */
export function json(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify(diagnostics, null, 2)}\n`
}
