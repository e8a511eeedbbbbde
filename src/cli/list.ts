import { type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import { printableHostText } from '../diagnostics/printable.ts'
import { inventoryFor, isPlain } from '../hosts/ansible.ts'
import { type ListedDomain, type Listing, listingOf } from '../hosts/listing.ts'
import { readHosts } from '../hosts/read-hosts.ts'
import type { Context } from './context.ts'
import { hostsFor, interruptible, readOptions, unreached, withoutRepeats } from './host-session.ts'
import type { ListArgs } from './list-args.ts'
import { settings } from './options.ts'
import { plural, report } from './report.ts'
import { table } from './table.ts'
import { print } from './terminal.ts'

/** Prints the domains of all hosts, and returns the exit code. */
export function list(args: ListArgs, context: Context): Promise<number> {
  return interruptible(context, async signal => {
    const { stdout, stderr } = context
    const { diagnostics: misconfigured, hosts, project } = await settings({}, [], context)
    const reporting = {
      format: 'frame',
      color: args.color,
      quiet: args.quiet,
      productOnStdout: true,
    } as const
    const chosen = hostsFor(args, { hosts }, context)
    const failures = [...misconfigured, ...chosen.diagnostics]
    if (fails(failures)) return report(failures, reporting, context)
    const read = await readHosts(chosen.hosts, readOptions(args, context, signal))
    if (signal.aborted) return 0
    const listings = read.map(host => listingOf(host, { project, showsDrift: args.drift }))
    await print(stdout, texts[args.format](listings))
    const errors = withoutRepeats(
      read.flatMap(host => (host.error ? [unreached(host, host.error)] : [])),
    )
    const others = args.format === 'ansible' ? leftOut(listings) : []
    const code = await report([...failures, ...errors, ...others], reporting, context)
    if (args.format === 'table' && !args.quiet) await print(stderr, `${summary(listings)}\n`)
    return code
  })
}

const texts: Readonly<Record<ListArgs['format'], (listings: readonly Listing[]) => string>> = {
  table: listings => {
    const rows = listings.flatMap(({ name, domains = [] }) =>
      domains.map(domain => [name, ...cellsOf(domain)]),
    )
    if (rows.length === 0) return ''
    const all = [['HOST', 'NAME', 'STATE', 'PROJECT', 'AUTOSTART', 'NOTES'], ...rows]
    return table(listings.length === 1 ? all.map(([, ...cells]) => cells) : all)
  },
  json: listings => `${JSON.stringify({ version: 1, hosts: listings }, null, 2)}\n`,
  ansible: listings => `${JSON.stringify(inventoryFor(listings), null, 2)}\n`,
}

const cellsOf = ({ name, state, owner, autostart, notes }: ListedDomain): readonly string[] => [
  printableHostText(name),
  printableHostText(state),
  owner.kind === 'nobody' ? '-' : printableHostText(owner.project),
  autostart ? 'yes' : 'no',
  printableHostText(notes.join(', ')),
]

const leftOut = (listings: readonly Listing[]): readonly Diagnostic[] =>
  listings.flatMap(({ name, domains = [] }) =>
    domains
      .filter(domain => !isPlain(domain))
      .map(domain =>
        diagnose('VMC7005', {
          message: `"${printableHostText(domain.name)}" on ${name} is not in the inventory`,
        }),
      ),
  )

function summary(listings: readonly Listing[]): string {
  const domains = listings.flatMap(one => one.domains ?? [])
  const own = domains.filter(({ owner }) => owner.kind === 'this').length
  const reached = listings.filter(one => one.domains).length
  const ofHosts =
    reached === listings.length
      ? plural(reached, 'host')
      : `${reached} of ${plural(listings.length, 'host')}`
  return `${plural(domains.length, 'domain')} on ${ofHosts}, ${own} of this project`
}
