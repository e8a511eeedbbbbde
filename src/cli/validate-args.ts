import type { ArgumentsCamelCase, InferredOptionTypes } from 'yargs'
import { checkOptions, reportOptions } from './options.ts'

/** The options of `vmc validate`, in the format of yargs. */
export const options = {
  'no-typecheck': {
    type: 'boolean',
    default: false,
    describe: 'Skip the type check of programs',
  },
  ...checkOptions,
  ...reportOptions,
} as const

/** The parsed arguments of `vmc validate`. */
export type ValidateArgs = ArgumentsCamelCase<
  InferredOptionTypes<typeof options> & { path: string[] }
>
