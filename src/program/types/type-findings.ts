import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import type { TypeProblem } from './typecheck.ts'

/**
 * What TypeScript found, what the run of the program came to, and what is known of its domains: one mistake is told once,
 * by who says it best. The schema says better what a value cannot be, and the loader which file is not there or is no
 * program; TypeScript says better what name was meant than the exception that came of it.
 */
export function toldOnce(
  types: readonly TypeProblem[],
  ran: readonly Diagnostic[],
  checks: readonly Diagnostic[],
): readonly Diagnostic[] {
  const shapes = linesOf(checks, /^VMC1/)
  const loads = linesOf(ran, /^VMC400[28]/)
  const typed = types
    .filter(({ code, file, line }) => {
      const told = isMismatch(code) ? shapes : isLoad(code) ? loads : undefined
      return !told?.has(`${file}:${line}`)
    })
    .map(({ file, line, column, code, message }) => ({
      ...diagnose('VMC4001', typeFinding(code, message)),
      file,
      line,
      column,
    }))
  const places = new Set(typed.map(placeOf))
  const isTold = (one: Diagnostic) => /^VMC400[238]/.test(one.code) && places.has(placeOf(one))
  return [...ran.filter(one => !isTold(one)), ...typed, ...checks]
}

const placeOf = ({ file, line, column }: Diagnostic): string => `${file}:${line}:${column}`

const linesOf = (found: readonly Diagnostic[], codes: RegExp): ReadonlySet<string> =>
  new Set(found.filter(one => codes.test(one.code)).map(one => `${one.file}:${one.line}`))

// TypeScript explains from the outside in: the first line says what is wrong, the last one why; a name that it thinks
// was meant comes at the end of the first.
function typeFinding(code: string, message: string): { message: string; help: string | undefined } {
  const [first = '', ...why] = message.split('\n')
  const [, what = first, meant] = /^(.*) Did you mean '"?(.+?)"?'\?$/.exec(first) ?? []
  return {
    message: `${what} (${code})`,
    help: meant === undefined ? why.at(-1)?.trim() : `did you mean "${meant}"?`,
  }
}

// A syntax error, or a module that is not found.
const isLoad = (code: string): boolean => /^TS(1\d{3}|2307)$/.test(code)

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
