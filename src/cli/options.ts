import type { Options } from 'yargs'
import { type Format, renderers } from '../diagnostics/render/render.ts'
import type { ColorChoice } from './terminal.ts'

/** Of an option that is given twice, the last counts, so that the options of a script can be overruled. */
const last = <T>(given: T | readonly T[]): T => [given].flat().at(-1) as T

/** An option that takes one value. */
export const single = <T extends string>(facts: Options & { readonly default: T }) => ({
  ...facts,
  requiresArg: true,
  coerce: last<T>,
})

/** What every command that reports takes. */
export const reportOptions = {
  format: single<Format>({
    choices: Object.keys(renderers),
    default: 'frame',
    describe: `How diagnostics are written: ${Object.keys(renderers).join(', ')}`,
  }),
  color: single<ColorChoice>({
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    describe: 'When to use colour: auto, always, never',
  }),
  quiet: { alias: 'q', type: 'boolean', default: false, describe: 'Print nothing but errors' },
} as const satisfies Record<string, Options>
