import type { Argv } from 'yargs'
import type { Context } from '../context.ts'
import { type ImportArgs, options } from '../import-args.ts'
import { UsageError } from '../usage-errors.ts'

export { options }

export const command = 'import [path..]'
export const describe = 'Turn domain XML, or the domains of a host, into programs'

export const builder = (yargs: Argv) =>
  yargs
    .positional('path', {
      type: 'string',
      array: true,
      default: [],
      describe: 'XML files, folders of them, globs, or - for stdin; with --from, names of domains',
    })
    .options(options)
    .conflicts('out', 'into')
    .example('$0 import --from hv1 --into infra.ts', 'all domains of a host')
    .example('virsh dumpxml --inactive fv0 | $0 import - > fv0.ts', 'a domain by hand')
    .example('$0 import /etc/libvirt/qemu --clean --into infra.ts', 'one program for all')
    .example('$0 import /etc/libvirt/qemu -o domains', 'writes one program for each')
    .epilogue(
      'Exit codes: 0 imported, 1 usage, files or import fail or the host is not reached, 2 invalid.',
    )

export async function handler(args: ImportArgs, context: Context): Promise<number> {
  if (args.from === '') throw new UsageError('--from needs a value')
  if (args.path.length === 0 && args.from === undefined)
    throw new UsageError(
      'missing argument: vmc import [path..]',
      'name XML files, - for stdin, or a host with --from',
    )
  const { importPrograms } = await import('../import.ts')
  return importPrograms(args, context)
}
