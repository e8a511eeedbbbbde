import type { Diagnostic } from '../diagnostic.ts'
import { printableJson } from '../printable.ts'

/** Renders diagnostics as one JSON array, for other programs to read. */
export function json(diagnostics: readonly Diagnostic[]): string {
  return `${printableJson(diagnostics)}\n`
}
