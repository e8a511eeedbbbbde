import type { ArgumentsCamelCase, InferredOptionTypes } from 'yargs'
import { options as diffOptions } from './diff-args.ts'

const { format: _, plan: __, ...shared } = diffOptions

/** The options of `vmc adopt`, in the format of yargs. */
export const options = {
  ...shared,
  yes: { alias: 'y', type: 'boolean', default: false, describe: 'Do not ask' },
  'break-lock': {
    type: 'boolean',
    default: false,
    describe: 'Take over the lock of a host from someone else',
  },
} as const

/** The parsed arguments of `vmc adopt`. */
export type AdoptArgs = ArgumentsCamelCase<InferredOptionTypes<typeof options> & { name: string[] }>
