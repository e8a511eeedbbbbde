import type { Argv } from 'yargs'
import { type ApplyArgs, options } from '../apply-args.ts'
import type { Context } from '../context.ts'
import { UsageError } from '../usage-errors.ts'

export { options }

export const command = 'apply [name..]'
export const describe = 'Define the domains of programs on their hosts, and change what has changed'

export const builder = (yargs: Argv) =>
  yargs
    .positional('name', {
      type: 'string',
      array: true,
      default: [],
      describe: 'The domains to apply, all by default',
    })
    .options(options)
    .conflicts('uri', 'host')
    .example('$0 apply', 'shows the plan, asks, and applies it')
    .example('$0 apply web0 --yes', 'one domain, without asking')
    .example("$0 apply web0 --allow 'devices/disk[vdb]'", 'with a dangerous change')
    .example('$0 apply --remove web3', 'undefines a domain that the program no longer has')
    .epilogue(
      'A running guest sees a change at its next boot. Exit codes: 0 all done, 1 nothing changed, 2 a person has to decide, 3 stopped part-way, 130 interrupted.',
    )

export async function handler(args: ApplyArgs, context: Context): Promise<number> {
  const { name, remove, restore } = args
  const instead = [
    ...(remove.length > 0 ? ['--remove'] : []),
    ...(restore === undefined ? [] : ['--restore']),
  ]
  const others = [...instead, ...(name.length > 0 ? ['names of domains'] : [])]
  if (instead.length > 0 && others.length > 1)
    throw new UsageError(`${others.join(' and ')} exclude each other`, 'run vmc once for each')
  if (restore !== undefined) {
    const { restoreBackup } = await import('../restore.ts')
    return restoreBackup({ ...args, restore }, context)
  }
  if (remove.length > 0) {
    const { remove: run } = await import('../remove.ts')
    return run(args, context)
  }
  const { apply } = await import('../apply.ts')
  return apply(args, context)
}
