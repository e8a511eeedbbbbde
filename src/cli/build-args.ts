import type { ArgumentsCamelCase, InferredOptionTypes } from 'yargs'
import { checkOptions, last, reportOptions } from './options.ts'

/** The options of `vmc build`, in the format of yargs. */
export const options = {
  out: {
    alias: 'o',
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'The folder to write to, vmc.out by default',
  },
  stdout: { type: 'boolean', describe: 'Print the XML instead of writing files' },
  check: { type: 'boolean', describe: 'Write nothing, and fail if the output is not up to date' },
  prune: {
    type: 'boolean',
    describe: 'Remove obsolete files even if a program loses most of its files or no longer exists',
  },
  overwrite: {
    type: 'boolean',
    describe: 'Overwrite and remove files even if they were edited by hand',
  },
  only: {
    type: 'string',
    array: true,
    requiresArg: true,
    describe: 'Build only the named domain; repeatable',
  },
  watch: { alias: 'w', type: 'boolean', describe: 'Build again whenever something changes' },
  ...checkOptions,
  'no-typecheck': { type: 'boolean', default: false, describe: 'Skip the type check' },
  ...reportOptions,
} as const

/** The parsed arguments of `vmc build`. */
export type BuildArgs = ArgumentsCamelCase<
  InferredOptionTypes<typeof options> & { entry: string[] }
>
