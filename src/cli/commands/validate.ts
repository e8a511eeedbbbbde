import type { Argv } from 'yargs'
import type { Context } from '../context.ts'
import { options, type ValidateArgs } from '../validate-args.ts'

export { options }

export const command = 'validate <path..>'
export const describe = 'Check domain XML or programs, and write nothing'

export const builder = (yargs: Argv) =>
  yargs
    .positional('path', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'XML files, folders of them, globs, programs (.ts), or - for stdin',
    })
    .options(options)
    .example('$0 validate /etc/libvirt/qemu/*.xml', 'checks the definitions on a host')
    .example('virsh dumpxml fv0 | $0 validate -', 'checks a defined domain')
    .epilogue('Exit codes: 0 valid, 1 a program, its usage or a file fails, 2 a domain is invalid.')

export async function handler(args: ValidateArgs, context: Context): Promise<number> {
  const failure = args.fix ? await (await import('../fix.ts')).fixAll(args.path, args, context) : 0
  if (failure !== 0) return failure
  const { validate } = await import('../validate.ts')
  return validate(args, context)
}
