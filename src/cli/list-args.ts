import type { ArgumentsCamelCase, InferredOptionTypes } from 'yargs'
import { color, hostOptions, quiet } from './host-args.ts'
import { last } from './options.ts'

/** The options of `vmc list`, in the format of yargs. */
export const options = {
  ...hostOptions,
  drift: {
    type: 'boolean',
    default: false,
    describe: 'Show what others changed in the domains of this project',
  },
  format: {
    choices: ['table', 'json', 'ansible'],
    default: 'table',
    requiresArg: true,
    coerce: last<'table' | 'json' | 'ansible'>,
    describe: 'How to print the domains: table, json, or ansible for an inventory of Ansible',
  },
  color,
  quiet,
} as const

/** The parsed arguments of `vmc list`. */
export type ListArgs = ArgumentsCamelCase<InferredOptionTypes<typeof options>>
