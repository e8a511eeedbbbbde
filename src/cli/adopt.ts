import { type Diagnostic, diagnose, fails } from '../diagnostics/diagnostic.ts'
import { type Adoption, adoptDomains } from '../hosts/apply/adopt.ts'
import { LockedError } from '../hosts/apply/lock.ts'
import { HostError } from '../hosts/host-error.ts'
import type { ComparedDomain, Plan } from '../hosts/plan/plan.ts'
import { planHosts } from '../hosts/plan-hosts.ts'
import { printable } from '../hosts/printable.ts'
import type { ReadHost, ReadOptions } from '../hosts/read-hosts.ts'
import { VirshConnection } from '../hosts/virsh/virsh-connection.ts'
import type { AdoptArgs } from './adopt-args.ts'
import { confirm } from './confirm.ts'
import type { Context } from './context.ts'
import { hostsFor, interruptible, readOptions, unreached, withoutRepeats } from './host-session.ts'
import { settings } from './options.ts'
import { planText } from './plan-text.ts'
import { redirectPrograms } from './program-output.ts'
import { plural, report } from './report.ts'
import { onlyShown } from './shown-plan.ts'
import { paintFor, print } from './terminal.ts'

/** Marks domains on hosts as managed by the project, and returns the exit code. */
export function adopt(args: AdoptArgs, context: Context): Promise<number> {
  return interruptible(context, async signal => {
    const { cwd, env, stderr } = context
    const {
      diagnostics: misconfigured,
      out: _,
      ...set
    } = await settings(args, args.program, context)
    const { color, quiet, uri } = args
    const { strict, use } = set
    const reporting = { format: 'frame', color, quiet, strict, use } as const
    const chosen = hostsFor(args, set, context)
    const failures = [...misconfigured, ...chosen.diagnostics]
    const asFailure = async (found: readonly Diagnostic[]): Promise<number> =>
      Math.min(1, await report(found, reporting, context))
    if (fails(failures)) return asFailure(failures)
    const reading = readOptions(args, context, signal)
    const { plan, hosts, diagnostics } = await redirectPrograms(context, () =>
      planHosts(args.program, { ...set, cwd, typecheck: !args.noTypecheck, uri, ...reading }),
    )
    if (signal.aborted) return 1
    if (!plan) return asFailure([...failures, ...diagnostics])
    const names = chosen.hosts.map(({ name }) => name)
    const shown = onlyShown(plan, args.name, names)
    const unread = withoutRepeats(
      hosts.flatMap(host => (host.error ? [unreached(host, host.error)] : [])),
    )
    const found = [...failures, ...diagnostics, ...shown.diagnostics, ...unread]
    if (fails(found, strict)) return asFailure(found)
    const domains = shown.plan.domains.filter(isCompared)
    await print(stderr, planText(shown.plan, hosts, cwd, paintFor(stderr, color, env)))
    if (domains.length < shown.plan.domains.length)
      return asFailure([...found, notThere(shown.plan)])
    const question = `Record ${domains.map(({ name }) => name).join(', ')} as owned by project "${set.project}"? Nothing else changes.`
    if (!args.yes && !(await confirm(question, context))) return 2
    const results: Adoption[] = []
    const errors: Diagnostic[] = []
    for (const host of hosts) {
      const own = domains.filter(one => one.host.name === host.name)
      if (own.length === 0 || signal.aborted) continue
      try {
        results.push(
          ...(await adoptOn(host, own, { ...args, project: set.project! }, reading, plan.macs)),
        )
      } catch (error) {
        errors.push(failureOn(host, error))
        break
      }
    }
    for (const { name, reason } of results)
      if (reason !== undefined)
        errors.push(
          diagnose('VMC7008', { message: `"${name}" is not adopted: ${printable(reason)}` }),
        )
    const adopted = results.filter(({ isAdopted }) => isAdopted).length
    await report(errors, reporting, context)
    if (!quiet) await print(stderr, `${plural(adopted, 'domain')} adopted\n`)
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
    help: 'only a domain that its host has, with the same UUID, can be adopted; the plan above says what to do',
  })

function adoptOn(
  host: ReadHost,
  domains: readonly ComparedDomain[],
  { project, breakLock }: AdoptArgs & { readonly project: string },
  { env, timeout = 30, signal }: ReadOptions,
  macs: ReadonlySet<string>,
): Promise<readonly Adoption[]> {
  // The signal is not passed to virsh: at the first Ctrl-C, virsh can finish and the lock is released.
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

function failureOn(host: ReadHost, error: unknown): Diagnostic {
  if (error instanceof LockedError)
    return diagnose('VMC7009', {
      message: `${host.name} is locked: ${error.message}`,
      help: 'wait until it is done; if it is dead, --break-lock takes the lock over',
    })
  if (error instanceof HostError) return unreached(host, error)
  throw error
}
