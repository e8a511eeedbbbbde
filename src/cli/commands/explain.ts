import type { ArgumentsCamelCase, Argv } from 'yargs'
import type { Context } from '../context.ts'
import { UsageError } from '../usage-errors.ts'

export const options = {
  all: {
    type: 'boolean',
    default: false,
    describe: 'List every code and every rule, one per line',
  },
} as const

export const command = 'explain [what]'
export const describe =
  'Explain a diagnostic, a rule, a word of the language, or a part of the format'

export const builder = (yargs: Argv) =>
  yargs
    .positional('what', {
      type: 'string',
      describe:
        'A code such as VMC1002, a rule such as name-unique, a word such as file or .nic, or a path such as domain/devices/disk/driver',
    })
    .options(options)
    .example('$0 explain VMC1002', 'what VMC1002 means')
    .example('$0 explain disk-target-unique', 'what a rule requires, with examples')
    .example('$0 explain file', 'what file() takes, and the XML that it makes')
    .example('$0 explain domain/devices/disk', 'everything that a disk can have')
    .example('$0 explain --all', 'all codes and rules')

type Args = ArgumentsCamelCase<{ what: string | undefined; all: boolean }>

export async function handler({ what, all }: Args, context: Context): Promise<number> {
  if (!all && what === undefined)
    throw new UsageError(
      'missing argument: what to explain',
      'name a code, a rule, a word or a path; vmc explain --all lists codes and rules',
    )
  const { explain, explainAll } = await import('../explain.ts')
  return what === undefined || all ? explainAll(context) : explain(what, context)
}
