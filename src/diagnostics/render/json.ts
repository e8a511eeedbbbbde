import type { Diagnostic } from '../diagnostic.ts'
import { printableJson } from '../printable.ts'

/** Renders diagnostics as a JSON array for other programs. */
export function json(diagnostics: readonly Diagnostic[]): string {
  return `${printableJson(diagnostics)}\n`
}
