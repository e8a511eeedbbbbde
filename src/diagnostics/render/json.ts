import type { Diagnostic } from '../diagnostic.ts'

/** For programs: the records themselves, as one JSON array. */
export function json(diagnostics: readonly Diagnostic[]): string {
  return `${JSON.stringify(diagnostics, null, 2)}\n`
}
