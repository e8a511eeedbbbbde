import type { Argv } from 'yargs'
import type { Context } from '../context.ts'
import { type ListArgs, options } from '../list-args.ts'

export { options }

export const command = 'list'
export const describe = 'List the domains of all hosts'

export const builder = (yargs: Argv) =>
  yargs
    .options(options)
    .conflicts('uri', 'host')
    .example('$0 list', 'the domains of the hosts in vmc.config.ts')
    .example('$0 list --drift', 'with what others changed on the hosts')
    .example('$0 list --uri qemu:///system', 'the domains of this machine')
    .example('$0 list --format ansible > inventory.json', 'the guests as an inventory of Ansible')
    .epilogue('Exit codes: 0 listed, 1 usage fails or a host is not reached, 130 interrupted.')

export async function handler(args: ListArgs, context: Context): Promise<number> {
  const { list } = await import('../list.ts')
  return list(args, context)
}
