import type { Argv } from 'yargs'
import { type AdoptArgs, options } from '../adopt-args.ts'
import type { Context } from '../context.ts'

export { options }

export const command = 'adopt <name..>'
export const describe = 'Let a project own domains that hosts already have'

export const builder = (yargs: Argv) =>
  yargs
    .positional('name', {
      type: 'string',
      array: true,
      demandOption: true,
      describe: 'The domains to adopt',
    })
    .options(options)
    .conflicts('uri', 'host')
    .example('$0 adopt web0', 'shows the differences, asks, and records web0 as it is')
    .example('$0 adopt web0 --yes', 'without asking')
    .epilogue(
      'Exit codes: 0 adopted, 1 nothing changed, 2 a person has to decide, 3 stopped part-way, 130 interrupted.',
    )

export async function handler(args: AdoptArgs, context: Context): Promise<number> {
  const { adopt } = await import('../adopt.ts')
  return adopt(args, context)
}
