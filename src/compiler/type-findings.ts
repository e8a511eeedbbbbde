import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import type { TypeProblem } from './typecheck.ts'

/** What TypeScript finds, but for what the schema says as well, and says better: one mistake is told once. */
export function unlessTold(
  types: readonly TypeProblem[],
  told: readonly Diagnostic[],
): readonly Diagnostic[] {
  const lines = new Set(
    told.filter(one => one.code.startsWith('VMC1')).map(one => `${one.file}:${one.line}`),
  )
  return types
    .filter(problem => !(isMismatch(problem.code) && lines.has(`${problem.file}:${problem.line}`)))
    .map(({ file, line, column, code, message }) => ({
      ...diagnose('VMC4001', typeFinding(code, message)),
      file,
      line,
      column,
    }))
}

// TypeScript explains from the outside in: the first line says what is wrong, the last one why.
function typeFinding(code: string, message: string): { message: string; help: string | undefined } {
  const [what, ...why] = message.split('\n')
  return { message: `${what} (${code})`, help: why.at(-1)?.trim() }
}

const isMismatch = (code: string): boolean =>
  [
    'TS2322',
    'TS2345',
    'TS2353',
    'TS2561',
    'TS2739',
    'TS2740',
    'TS2741',
    'TS2769',
    'TS2820',
    'TS2559',
  ].includes(code)
