import type { ArgumentsCamelCase, InferredOptionTypes } from 'yargs'
import { hostOptions } from './host-args.ts'
import { last, reportOptions } from './options.ts'

const { timeout } = hostOptions

/** The options of `vmc import`, in the format of yargs. */
export const options = {
  out: {
    alias: 'o',
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'Write one program for each document into this folder',
  },
  into: {
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'Write one program for all documents into this file',
  },
  from: {
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'Import the domains of a host: its name in the configuration, or its URI',
  },
  force: { type: 'boolean', default: false, describe: 'Overwrite existing programs' },
  clean: {
    type: 'boolean',
    default: false,
    describe: 'Leave out what libvirt sets itself: addresses, aliases, controllers, ids',
  },
  'no-fold': {
    type: 'boolean',
    default: false,
    describe: 'Write domains that differ only slightly one by one instead of as a loop',
  },
  timeout,
  ...reportOptions,
} as const

/** The parsed arguments of `vmc import`. */
export type ImportArgs = ArgumentsCamelCase<
  InferredOptionTypes<typeof options> & { path: string[] }
>
