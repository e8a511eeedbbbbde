import type { Argv } from 'yargs'
import type { Context } from '../context.ts'
import { type ImportArgs, options } from '../import-args.ts'

export { options }

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

export async function handler(args: ImportArgs, context: Context): Promise<number> {
  const { importPrograms } = await import('../import.ts')
  return importPrograms(args, context)
}
