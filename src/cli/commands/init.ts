import type { Argv } from 'yargs'
import type { Context } from '../context.ts'
import type { InitArgs } from '../init.ts'
import { templates } from '../templates.ts'

export const command = 'init [template] [dir]'
export const describe = 'Start a project from a template'

export const builder = (yargs: Argv) =>
  yargs
    .positional('template', {
      choices: templates,
      default: 'basic',
      describe: `What to start from: ${templates.join(', ')}`,
    })
    .positional('dir', { type: 'string', default: '.', describe: 'The folder of the project' })
    .example('$0 init fleet demo', 'a fleet from a loop, in the new folder demo')

export async function handler(args: InitArgs, context: Context): Promise<number> {
  const { init } = await import('../init.ts')
  return init(args, context)
}
