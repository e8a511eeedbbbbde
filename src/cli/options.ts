import type { Options } from 'yargs'
import { type Format, formats } from '../diagnostics/render/formats.ts'
import { type ColorChoice, quietly } from './terminal.ts'

/** Of an option that is given twice, the last counts, so that the options of a script can be overruled. */
export const last = <T>(given: T | readonly T[]): T => [given].flat().at(-1) as T

/** An option that takes one value. */
export const single = <T extends string>(facts: Options & { readonly default: T }) => ({
  ...facts,
  requiresArg: true,
  coerce: last<T>,
})

/** What every command that reports takes. */
export const reportOptions = {
  format: single<Format>({
    choices: formats,
    default: 'frame',
    describe: `How diagnostics are written: ${formats.join(', ')}`,
  }),
  color: single<ColorChoice>({
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    describe: 'When to use colour: auto, always, never',
  }),
  quiet: { alias: 'q', type: 'boolean', default: false, describe: 'Print nothing but errors' },
} as const satisfies Record<string, Options>

/** What every command that judges domains takes. */
export const checkOptions = {
  fix: {
    type: 'boolean',
    describe: 'Mend first what can be mended safely, and show what changes',
  },
  strict: { type: 'boolean', describe: 'Let warnings fail too' },
  target: {
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'What the domains will run on, as libvirt=9.0.0,qemu=7.2: what is newer is an error',
  },
  rng: {
    type: 'string',
    coerce: last<string>,
    describe: "Ask libvirt's own schemas too: the installed ones, or those of --rng=DIR",
  },
} as const satisfies Record<string, Options>

/** What the options of the call say, and where they are silent the configuration of the project. */
export async function settings(args: {
  strict?: boolean | undefined
  target?: string | undefined
  rng?: string | undefined
}) {
  const { diagnose } = await import('../diagnostics/diagnostic.ts')
  const { loadConfig } = await import('../compiler/config.ts')
  const { TARGET, targetOf } = await import('../compiler/policy.ts')
  const { config, diagnostics } = await quietly(() => loadConfig(process.cwd()))
  const target = args.target ?? config.target
  const isTarget = target === undefined || targetOf(target)
  const message = `"${target}" is not a target`
  const wrong = diagnose('VMC4010', { message, help: `a target names ${TARGET}` })
  return {
    ...config,
    diagnostics: isTarget ? diagnostics : [...diagnostics, wrong],
    strict: args.strict ?? config.strict ?? false,
    ...(target !== undefined && { target }),
    ...(args.rng !== undefined && { rng: args.rng === '' ? (true as const) : args.rng }),
  }
}
