import type { Options } from 'yargs'
import { last, reportOptions } from './options.ts'

const number = { type: 'number', requiresArg: true, coerce: last<number> } as const

/** The options of all commands that connect to hosts. */
export const hostOptions = {
  host: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Only this host of the configuration; repeatable',
  },
  uri: {
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'The URI of a host that the configuration does not name, such as qemu:///system',
  },
  parallel: { ...number, default: 8, describe: 'How many hosts to connect to at the same time' },
  timeout: {
    ...number,
    default: 30,
    describe: 'The seconds after which a host that prints nothing counts as not reached',
  },
} as const satisfies Record<string, Options>

/**
 * The options `--color` and `--quiet`. Commands that print a table or JSON define their own `--format` option and use only
 * these two options for diagnostics.
 */
export const { color, quiet } = reportOptions

/** The parsed arguments of all commands that connect to hosts. */
export interface HostArgs {
  readonly host?: readonly string[] | undefined
  readonly uri?: string | undefined
  readonly parallel: number
  readonly timeout: number
}
