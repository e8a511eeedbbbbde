import type { Options } from 'yargs'
import { renderers } from '../diagnostics/render/render.ts'

/** What every command that reports takes. */
export const reportOptions = {
  format: {
    choices: Object.keys(renderers) as (keyof typeof renderers)[],
    default: 'frame' as const,
    describe: 'How diagnostics are written',
  },
  color: {
    choices: ['auto', 'always', 'never'] as const,
    default: 'auto' as const,
    describe: 'When to use colour; NO_COLOR and FORCE_COLOR are honoured',
  },
  quiet: { alias: 'q', type: 'boolean', default: false, describe: 'Print nothing but errors' },
} as const satisfies Record<string, Options>
