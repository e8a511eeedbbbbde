import type { ArgumentsCamelCase, InferredOptionTypes } from 'yargs'
import { options as adoptOptions } from './adopt-args.ts'
import { options as diffOptions } from './diff-args.ts'
import { last } from './options.ts'

const several = { type: 'string', array: true, requiresArg: true, default: [] } as const

/** The options of `vmc apply`, in the format of yargs. */
export const options = {
  ...diffOptions,
  ...adoptOptions,
  format: { ...diffOptions.format, describe: 'How to print the results: text or json' },
  plan: {
    ...diffOptions.plan,
    describe: 'Apply only if this plan, which vmc diff --plan saved, still holds',
  },
  allow: {
    ...several,
    describe:
      'Allow what the plan shows at this path, such as a dangerous change; "set" allows other parameters; repeatable',
  },
  'assume-absent': {
    ...several,
    describe:
      'Assume that this host, which is not reached, has none of the new domains; repeatable',
  },
  'keep-going': {
    type: 'boolean',
    default: false,
    describe: 'Go on with the other domains of a host after a failure',
  },
  remove: {
    ...several,
    describe: 'Undefine this domain, which the program no longer has; its disks stay; repeatable',
  },
  restore: {
    type: 'string',
    requiresArg: true,
    coerce: last<string>,
    describe: 'Define this backup again, instead of the programs',
  },
  start: {
    type: 'boolean',
    default: false,
    describe: 'Start the domains that this run newly defines',
  },
} as const

/** The parsed arguments of `vmc apply`. */
export type ApplyArgs = ArgumentsCamelCase<InferredOptionTypes<typeof options> & { name: string[] }>
