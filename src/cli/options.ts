import type { Options, PositionalOptions } from 'yargs'
import { type Format, formats } from '../diagnostics/render/formats.ts'
import type { Context } from './context.ts'
import { redirectPrograms } from './program-output.ts'
import type { ColorChoice } from './terminal.ts'
import { UsageError } from './usage-errors.ts'

/** Returns the last value of an option that is given several times, so that a user can override the options of a script. */
export const last = <T>(given: T | readonly T[]): T => [given].flat().at(-1) as T

/** Returns the yargs settings of an option that accepts only one value. */
const single = <T extends string>(settings: Options & { readonly default: T }) => ({
  ...settings,
  requiresArg: true,
  coerce: last<T>,
})

/** The options of all commands that report diagnostics. */
export const reportOptions = {
  format: single<Format>({
    choices: formats,
    default: 'frame',
    describe: `How to print diagnostics: ${formats.join(', ')}; in CI and for agents plain`,
  }),
  color: single<ColorChoice>({
    choices: ['auto', 'always', 'never'],
    default: 'auto',
    describe: 'When to use colour: auto, always, never',
  }),
  quiet: { alias: 'q', type: 'boolean', default: false, describe: 'Print nothing but errors' },
} as const satisfies Record<string, Options>

/** The positional argument of commands that run programs. */
export const programsPositional = {
  type: 'string',
  array: true,
  default: ['infra.ts'],
  describe: 'The programs to run, infra.ts by default',
} as const satisfies PositionalOptions

/** The options of all commands that check domains. */
export const checkOptions = {
  fix: {
    type: 'boolean',
    describe: 'Fix what can be fixed safely, and show the changes',
  },
  set: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Set a parameter of the program, such as stage=prod; repeatable',
  },
  strict: { type: 'boolean', describe: 'Treat warnings as errors' },
  target: {
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'The releases to support, such as libvirt=9.0.0,qemu=7.2; newer features are errors',
  },
  timeout: {
    type: 'number',
    requiresArg: true,
    coerce: last<number>,
    describe: 'Stop a program that waits or loops for longer than this many seconds, 60 by default',
  },
  rng: {
    type: 'string',
    coerce: last<string>,
    describe: "Also check with libvirt's own schemas: the installed schemas, or those in --rng=DIR",
  },
  libvirt: {
    type: 'boolean',
    describe: 'Also ask the installed libvirt, without a daemon; nothing runs',
  },
} as const satisfies Record<string, Options>

// The maximum value of --timeout: one day, in seconds. Timers of Node support a maximum of about 24 days.
const MAX_TIMEOUT = 86_400

/**
 * Combines the options of the command line with the configuration. If both set a value, the option has precedence. The
 * configuration is the one for the programs or, if there are no programs, the one for the working folder.
 */
export async function settings(
  args: {
    set?: readonly string[] | undefined
    strict?: boolean | undefined
    target?: string | undefined
    rng?: string | undefined
    timeout?: number | undefined
    libvirt?: boolean | undefined
  },
  programs: readonly string[],
  context: Context,
) {
  if (args.timeout !== undefined && !(args.timeout > 0 && args.timeout <= MAX_TIMEOUT))
    throw new UsageError('--timeout needs a number of seconds', 'write it as --timeout 300')
  const { diagnose } = await import('../diagnostics/diagnostic.ts')
  const { loadConfig } = await import('../program/config.ts')
  const { newerThanKnown, TARGET, targetOf } = await import('../program/policy-options.ts')
  const { config, folder, diagnostics } = await redirectPrograms(context, () =>
    loadConfig(programs, context.cwd),
  )
  const target = args.target ?? config.target
  const parsed = target === undefined ? {} : targetOf(target)
  const message = `"${target}" is not a target`
  const wrong = parsed
    ? newerThanKnown(parsed)
    : diagnose('VMC4010', { message, help: `the target of the checks consists of ${TARGET}` })
  return {
    ...config,
    ...(folder !== undefined && { root: folder }),
    diagnostics: wrong ? [...diagnostics, wrong] : diagnostics,
    strict: args.strict ?? config.strict ?? false,
    ...(target !== undefined && { target }),
    ...(args.rng !== undefined && { rng: args.rng === '' ? (true as const) : args.rng }),
    ...(args.timeout !== undefined && { timeout: args.timeout }),
    ...(args.libvirt && { libvirt: true }),
    ...(args.set && { set: parametersOf(args.set) }),
  }
}

/** The values that the `--set NAME=VALUE` options give, by name. */
function parametersOf(given: readonly string[]): Readonly<Record<string, string>> {
  const pairs = given.map(text => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? []
    if (name === undefined || value === undefined)
      throw new UsageError(`--set ${text} has no value`, 'write it as --set stage=prod')
    return [name, value] as const
  })
  const twice = pairs.find(([name], index) => pairs.findIndex(([one]) => one === name) < index)
  if (twice) throw new UsageError(`--set sets "${twice[0]}" twice`, 'set each parameter once')
  return Object.fromEntries(pairs)
}
