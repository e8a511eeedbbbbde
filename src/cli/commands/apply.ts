import type { Argv } from 'yargs'
import { type ApplyArgs, options } from '../apply-args.ts'
import type { Context } from '../context.ts'

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
    .epilogue(
      'A running guest sees a change at its next boot. Exit codes: 0 all done, 1 nothing changed, 2 a person has to decide, 3 stopped part-way, 130 interrupted.',
    )

export async function handler(args: ApplyArgs, context: Context): Promise<number> {
  const { apply } = await import('../apply.ts')
  return apply(args, context)
}
