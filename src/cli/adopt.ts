import { type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import { printableHostText } from '../diagnostics/printable.ts'
import { type Adoption, adoptDomains } from '../hosts/apply/adopt.ts'
import type { ComparedDomain, Plan } from '../hosts/plan/plan.ts'
import type { ReadHost, ReadOptions } from '../hosts/read-hosts.ts'
import { VirshConnection } from '../hosts/virsh/virsh-connection.ts'
import type { AdoptArgs } from './adopt-args.ts'
import { confirm } from './confirm.ts'
import type { Context } from './context.ts'
import { planForCommand } from './host-plan.ts'
import { failureOn, interruptible } from './host-session.ts'
import { planStyleFor, planText } from './plan-text.ts'
import { plural, report } from './report.ts'
import { print } from './terminal.ts'

/** Marks domains on hosts as managed by the project. Returns the exit code. */
export function adopt(args: AdoptArgs, context: Context): Promise<number> {
  return interruptible(context, async signal => {
    const { cwd, env, stderr } = context
    const planned = await planForCommand(args, context, signal)
    if (planned.exitCode !== undefined) return planned.exitCode
    const { plan, hosts, project, strict, reporting, reading } = planned
    const found = [...planned.found, ...planned.unread]
    const asFailure = async (found: readonly Diagnostic[]): Promise<number> =>
      Math.min(1, await report(found, reporting, context))
    if (fails(found, strict)) return asFailure(found)
    const domains = plan.domains.filter(isCompared)
    await print(stderr, planText(plan, hosts, cwd, planStyleFor(stderr, args.color, env)))
    if (domains.length < plan.domains.length) return asFailure([...found, notThere(plan)])
    const question = `Record ${domains.map(({ name }) => name).join(', ')} as owned by project "${project}"? Nothing else changes.`
    if (!args.yes && !(await confirm(question, context, signal))) return 2
    const results: Adoption[] = []
    const errors: Diagnostic[] = []
    for (const host of hosts) {
      const own = domains.filter(one => one.host.name === host.name)
      if (own.length === 0 || signal.aborted) continue
      try {
        results.push(...(await adoptOn(host, own, { ...args, project }, reading, plan.macs)))
      } catch (error) {
        errors.push(failureOn(host, error))
        break
      }
    }
    for (const { name, reason } of results)
      if (reason !== undefined)
        errors.push(
          diagnose('VMC7008', {
            message: `"${name}" is not adopted: ${printableHostText(reason)}`,
          }),
        )
    const adopted = results.filter(({ isAdopted }) => isAdopted).length
    await report(errors, reporting, context)
    if (!args.quiet) await print(stderr, `${plural(adopted, 'domain')} adopted\n`)
    if (adopted === domains.length) return 0
    return adopted === 0 ? 1 : 3
  })
}

const isCompared = (one: Plan['domains'][number]): one is ComparedDomain => 'source' in one

const notThere = ({ domains }: Plan): Diagnostic =>
  diagnose('VMC7008', {
    message: `${domains
      .filter(one => !isCompared(one))
      .map(({ name }) => `"${name}"`)
      .join(', ')} cannot be adopted`,
    help: 'vmc adopts a domain on the host only if its UUID is the UUID of the domain in the program; the plan shows what to change in the program',
  })

function adoptOn(
  host: ReadHost,
  domains: readonly ComparedDomain[],
  { project, breakLock }: AdoptArgs & { readonly project: string },
  { env, timeout = 30, signal }: ReadOptions,
  macs: ReadonlySet<string>,
): Promise<readonly Adoption[]> {
  // The abort signal is not passed to virsh. At the first Ctrl-C, virsh still finishes its work, and vmc releases the lock.
  const connection = new VirshConnection(host.uri, { env, timeout })
  const { libvirt } = host.inventory!
  return adoptDomains(connection, domains, {
    project,
    libvirt,
    macs,
    signal,
    breaksLock: breakLock,
  })
}
