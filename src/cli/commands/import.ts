import type { ArgumentsCamelCase, Argv, InferredOptionTypes } from 'yargs'
import type { Context } from '../context.ts'
import { last, reportOptions } from '../options.ts'

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
  ...reportOptions,
} as const

export type Args = ArgumentsCamelCase<InferredOptionTypes<typeof options> & { path: string[] }>

export const command = 'import <path..>'
export const describe = 'Turn domain XML into programs'

export const builder = (yargs: Argv) =>
  yargs
    .positional('path', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'XML files, folders of them, globs, or - for stdin',
    })
    .options(options)
    .conflicts('out', 'into')
    .example('virsh dumpxml --inactive fv0 | $0 import - > fv0.ts', 'imports a domain from a host')
    .example('$0 import /etc/libvirt/qemu --clean --into infra.ts', 'one program for all')
    .example('$0 import /etc/libvirt/qemu -o domains', 'writes one program for each')
    .epilogue('Exit codes: 0 imported, 1 usage, files or import fail, 2 invalid.')

export async function handler(args: Args, context: Context): Promise<number> {
  const { importPrograms } = await import('../import.ts')
  return importPrograms(args, context)
}
