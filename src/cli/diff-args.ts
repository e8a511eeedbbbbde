import type { ArgumentsCamelCase, InferredOptionTypes } from 'yargs'
import { color, hostOptions, quiet } from './host-args.ts'
import { checkOptions, last } from './options.ts'

const { set, target, strict } = checkOptions

/** The options of `vmc diff`, in the format of yargs. */
export const options = {
  program: {
    alias: 'p',
    type: 'string',
    array: true,
    requiresArg: true,
    default: ['infra.ts'],
    describe: 'The program, infra.ts by default; repeatable',
  },
  ...hostOptions,
  host: {
    ...hostOptions.host,
    describe:
      'Only the domains of this host; other hosts are read too, because they may have the same domains; repeatable',
  },
  format: {
    choices: ['text', 'json'],
    default: 'text',
    requiresArg: true,
    coerce: last<'text' | 'json'>,
    describe: 'How to print the differences: text or json',
  },
  plan: {
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'Save the plan to this file, for vmc apply --plan',
  },
  set,
  strict,
  target,
  'no-typecheck': { type: 'boolean', default: false, describe: 'Skip the type check' },
  color,
  quiet,
} as const

/** The parsed arguments of `vmc diff`. */
export type DiffArgs = ArgumentsCamelCase<InferredOptionTypes<typeof options> & { name: string[] }>
