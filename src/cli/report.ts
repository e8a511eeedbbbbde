import { version } from '../compiler/package.ts'
import { type Diagnostic, fails, type Waived } from '../diagnostics/diagnostic.ts'
import { type Format, isMachine } from '../diagnostics/render/formats.ts'
import type { Rule } from '../validate/rules/rule.ts'
import { type ColorChoice, paintFor, print, widthOf } from './terminal.ts'

/** How to tell what was found. */
export interface ReportOptions {
  readonly format: Format
  readonly color: ColorChoice
  readonly quiet: boolean
  readonly strict?: boolean
  /** Is stdout taken by the product? Then a machine format goes to stderr as well. */
  readonly productOnStdout?: boolean
  /** The rules of the user, for what there is to say about them. */
  readonly use?: readonly Rule[] | undefined
  /** What was found and is waived. */
  readonly waived?: readonly Waived[] | undefined
  /** The texts of files that are not on disk. */
  readonly texts?: ReadonlyMap<string, string>
}

/** Tells a person, or a program, what was found, and gives the exit code. */
export async function report(
  found: readonly Diagnostic[],
  options: ReportOptions,
): Promise<number> {
  const machine = isMachine(options.format)
  // Most calls have nothing to say, and so nothing to load for it.
  if (found.length === 0 && !machine) return 0
  const { renderers } = await import('../diagnostics/render/render.ts')
  const { factsOf } = await import('./explain-data.ts')
  const stream = machine && !options.productOnStdout ? process.stdout : process.stderr
  const paint = paintFor(stream, options.color)
  const shown =
    options.quiet && !machine ? found.filter(one => fails([one], options.strict)) : found
  await print(
    stream,
    renderers[options.format](shown, {
      cwd: process.cwd(),
      paint,
      width: widthOf(stream),
      version,
      facts: factsOf(options.use),
      ...(options.waived && { waived: options.waived }),
      ...(options.texts && { texts: options.texts }),
    }),
  )
  if (options.format === 'frame' && found.length > 0 && !options.quiet) {
    await print(stream, `\n${paint.bold(count(found))}\n`)
  }
  return exitCode(found, options.strict)
}

/** 0 yes; 1 the program, its usage or its files fail; 2 the answer is no: invalid, or not up to date. */
export function exitCode(found: readonly Diagnostic[], strict = false): number {
  const failing = found.filter(one => fails([one], strict))
  if (failing.length === 0) return 0
  return failing.some(one => one.code.startsWith('VMC4') && one.code !== 'VMC4011') ? 1 : 2
}

/** `3 errors, 1 warning`. */
function count(found: readonly Diagnostic[]): string {
  return (['error', 'warning', 'info'] as const)
    .map(severity => ({ severity, n: found.filter(one => one.severity === severity).length }))
    .filter(({ n }) => n > 0)
    .map(({ severity, n }) => plural(n, severity))
    .join(', ')
}

/** `1 domain`, `2 domains`, `3 addresses`. */
export const plural = (n: number, noun: string): string =>
  n === 1 ? `1 ${noun}` : `${n} ${noun}${/(s|x|ch|sh)$/.test(noun) ? 'es' : 's'}`
