import type { Rule } from '../check/rule.ts'
import type { CodeFacts } from '../diagnostics/code-facts.ts'
import { codes } from '../diagnostics/codes.ts'
import { type Diagnostic, fails, type Waived } from '../diagnostics/diagnostic.ts'
import { type Format, isMachine } from '../diagnostics/render/formats.ts'
import { version } from '../program/package.ts'
import type { Context } from './context.ts'
import { type ColorChoice, paintFor, print, widthOf } from './terminal.ts'

/** Options for reporting diagnostics. */
export interface ReportOptions {
  readonly format: Format
  readonly color: ColorChoice
  /** Whether warnings and infos are left out, so that only errors are reported. */
  readonly quiet: boolean
  /** Whether warnings count as errors, as with `--strict`. */
  readonly strict?: boolean
  /** Whether the command prints its result to stdout. A report in a machine-readable format then goes to stderr instead. */
  readonly productOnStdout?: boolean
  /** The user's own rules. Some report formats include the help of these rules. */
  readonly use?: readonly Rule[] | undefined
  /** The diagnostics that the program has suppressed with `.allow()`. */
  readonly waived?: readonly Waived[] | undefined
  /** The contents of inputs that are not files on disk, such as stdin. The key is the name that diagnostics show. */
  readonly texts?: ReadonlyMap<string, string>
}

/** Prints diagnostics in the chosen format, and returns the exit code of the command. */
export async function report(
  found: readonly Diagnostic[],
  options: ReportOptions,
  { cwd, env, stdout, stderr }: Context,
): Promise<number> {
  const machine = isMachine(options.format)
  // The modules that render diagnostics are loaded only if there are diagnostics, because loading takes time.
  if (found.length === 0 && !machine) return 0
  const { renderers } = await import('../diagnostics/render/render.ts')
  const { explainData } = await import('./explain-data.ts')
  const stream = machine && !options.productOnStdout ? stdout : stderr
  const paint = paintFor(stream, options.color, env)
  const shown =
    options.quiet && !machine ? found.filter(one => fails([one], options.strict)) : found
  await print(
    stream,
    renderers[options.format](shown, {
      cwd,
      paint,
      width: widthOf(stream),
      wraps: stream.columns !== undefined,
      version,
      facts: explainData(options.use),
      ...(options.waived && { waived: options.waived }),
      ...(options.texts && { texts: options.texts }),
    }),
  )
  if (options.format === 'frame' && found.length > 0 && !options.quiet) {
    await print(stream, `\n${paint.bold(count(found))}\n`)
  }
  return exitCode(found, options.strict)
}

/**
 * Returns the exit code for the reported diagnostics. It is 0 if there are no errors. It is 1 if a program, the command line or
 * a file has an error. It is 2 if a domain is invalid, or if the output files are not up to date or must not be changed.
 */
function exitCode(found: readonly Diagnostic[], strict = false): number {
  const failing = found.filter(one => fails([one], strict))
  if (failing.length === 0) return 0
  return failing.some(({ code }) => exitCodeOf(code) === 1) ? 1 : 2
}

function exitCodeOf(code: string): 1 | 2 {
  const facts: CodeFacts | undefined = (codes as Readonly<Record<string, CodeFacts>>)[code]
  return facts?.exitCode ?? (code.startsWith('VMC4') ? 1 : 2)
}

/** The number of errors and warnings as text: `3 errors, 1 warning`. */
function count(found: readonly Diagnostic[]): string {
  return (['error', 'warning', 'info'] as const)
    .map(severity => ({ severity, n: found.filter(one => one.severity === severity).length }))
    .filter(({ n }) => n > 0)
    .map(({ severity, n }) => plural(n, severity))
    .join(', ')
}

/** A number followed by a noun in the singular or plural: `1 domain`, `2 domains`, `3 addresses`. */
export const plural = (n: number, noun: string): string =>
  n === 1 ? `1 ${noun}` : `${n} ${noun}${/(s|x|ch|sh)$/.test(noun) ? 'es' : 's'}`
