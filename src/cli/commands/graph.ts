import type { Argv } from 'yargs'
import type { Context } from '../context.ts'
import { type GraphArgs, options } from '../graph-args.ts'
import { programsPositional } from '../options.ts'

export { options }

export const command = 'graph [entry..]'
export const describe = 'Draw the hosts, the domains, and what the domains share'

export const builder = (yargs: Argv) =>
  yargs
    .positional('entry', programsPositional)
    .options(options)
    .example('$0 graph', 'prints a flow chart of Mermaid, for Markdown')
    .example('$0 graph -o fleet.svg', 'writes an image')
    .example('$0 graph --format dot | dot -Tpdf -o fleet.pdf', 'draws it with Graphviz')
    .epilogue(
      'Domains of one host that use the same networks and images share a node. Exit codes: 0 drawn, 1 the program, its usage or its files fail, 2 a domain is invalid.',
    )

export async function handler(args: GraphArgs, context: Context): Promise<number> {
  const { graph } = await import('../graph.ts')
  return graph(args, context)
}
