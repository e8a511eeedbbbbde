import type { Argv } from 'yargs'
import type { Context } from '../context.ts'
import { type DiffArgs, options } from '../diff-args.ts'

export { options }

export const command = 'diff [name..]'
export const describe = 'Compare programs with the domains on hosts, and change nothing'

export const builder = (yargs: Argv) =>
  yargs
    .positional('name', {
      type: 'string',
      array: true,
      default: [],
      describe: 'The domains to show, all by default',
    })
    .options(options)
    .conflicts('uri', 'host')
    .example('$0 diff', 'all domains of infra.ts')
    .example('$0 diff web0 -p web.ts', 'one domain of another program')
    .example('$0 diff --format json', 'for scripts')
    .epilogue(
      'Exit codes: 0 no difference, 1 the program or its usage fails or a host is not reached, 2 something differs, 130 interrupted.',
    )

export async function handler(args: DiffArgs, context: Context): Promise<number> {
  const { diff } = await import('../diff.ts')
  return diff(args, context)
}
