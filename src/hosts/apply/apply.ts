import { HostError } from '../host-error.ts'
import { mapParallel } from '../parallel.ts'
import type { NewDomain, Plan } from '../plan/plan.ts'
import type { ReadHost } from '../read-hosts.ts'
import { VirshConnection } from '../virsh/virsh-connection.ts'
import { changeDomain, recordDomain } from './change.ts'
import { type Decision, decide } from './decision.ts'
import { defineDomains } from './define.ts'
import { removeDeadLock } from './lock.ts'
import { type HostOutcome, isFailure, type Outcome, outcomeOf, UNKNOWN } from './outcome.ts'
import { Samples } from './samples.ts'
import { type KnownHost, type Session, type SessionOptions, withSession } from './session.ts'

/** Options for applying a plan. */
export interface ApplyOptions extends SessionOptions {
  /** The paths of dangerous changes that the user allows, in the form in which the plan shows them: `devices/disk[vdb]`. */
  readonly allow?: readonly string[] | undefined
  /** Whether to start the domains that vmc defines. Domains that were defined earlier are never started. Default: false. */
  readonly starts?: boolean | undefined
  /** Whether to continue with the other domains of a host after a failure. Default: false. */
  readonly keepsGoing?: boolean | undefined
  /** The number of hosts that are changed at the same time. Default: 8. */
  readonly parallel?: number | undefined
}

/** The result of applying a plan. */
export interface Applied {
  readonly hosts: readonly HostOutcome[]
  /** The decisions about all domains. A decision of the kind `blocked` says what the user has to do first. */
  readonly decisions: readonly Decision[]
}

// Domains are defined in groups. An interruption then waits only for the current group, and not for hundreds of domains.
const GROUP = 100

/**
 * Applies a plan: defines new domains, and changes the definitions of existing domains. It does not stop, delete or undefine
 * anything. For a running guest, a change takes effect at its next boot. It does not print anything and does not end the
 * process.
 *
 * @example
 * const { plan, hosts } = await planHosts(['infra.ts'], { project: 'shop', uri: 'qemu:///system' })
 * if (plan) await applyPlan(plan, hosts, { project: 'shop' })
 */
export async function applyPlan(
  plan: Plan,
  hosts: readonly ReadHost[],
  options: ApplyOptions,
): Promise<Applied> {
  const decisions = decide(plan, options.allow)
  const outcomes = await mapParallel(hosts, options.parallel ?? 8, async host => {
    const own = decisions.filter(
      ({ kind, domain }) => kind !== 'none' && kind !== 'blocked' && domain.host.name === host.name,
    )
    if (!host.inventory) return undefined
    return own.length === 0 ? tidy(host, options) : applyOn(host, own, plan.macs, options)
  })
  return { decisions, hosts: outcomes.filter(one => one !== undefined) }
}

/** Removes the lock that an interrupted run left on a host, if this run has nothing to do on the host. */
async function tidy(
  { name, uri }: KnownHost,
  { env = process.env, timeout = 30 }: ApplyOptions,
): Promise<HostOutcome> {
  const host = { name, uri }
  try {
    await removeDeadLock(new VirshConnection(uri, { env, timeout }))
    return { host, domains: [] }
  } catch (error) {
    if (error instanceof HostError) return { host, domains: [], error }
    throw error
  }
}

async function applyOn(
  host: KnownHost,
  decisions: readonly Decision[],
  macs: ReadonlySet<string>,
  options: ApplyOptions,
): Promise<HostOutcome> {
  const outcomes = new Map<Decision, Outcome>()
  const error = await withSession(host, macs, options, session =>
    applyEach(session, decisions, outcomes, options),
  )
  const { name, uri } = host
  const domains = decisions.map(decision =>
    outcomeOf(decision.domain, outcomes.get(decision), error),
  )
  return { host: { name, uri }, domains, ...(error && { error }) }
}

/** Applies decisions one after another, up to the first failure. The result of each decision is added to `outcomes`. */
async function applyEach(
  session: Session,
  decisions: readonly Decision[],
  outcomes: Map<Decision, Outcome>,
  { starts, keepsGoing = false, signal }: ApplyOptions,
): Promise<void> {
  const stops = (): boolean =>
    signal?.aborted === true || (!keepsGoing && [...outcomes.values()].some(isFailure))
  const news = decisions.filter(isNew)
  const samples = new Samples()
  for (let start = 0; start < news.length && !stops(); start += GROUP) {
    const group = news.slice(start, start + GROUP)
    const domains = group.map(({ domain }) => domain)
    for (const decision of group) outcomes.set(decision, UNKNOWN)
    const defined = await defineDomains(session, domains, { starts, keepsGoing, samples })
    for (const [index, outcome] of defined.entries()) outcomes.set(group[index]!, outcome)
  }
  for (const decision of decisions) {
    if (stops()) return
    if (decision.kind !== 'define') outcomes.set(decision, UNKNOWN)
    if (decision.kind === 'change')
      outcomes.set(decision, await changeDomain(session, decision.domain))
    else if (decision.kind === 'record')
      outcomes.set(decision, await recordDomain(session, decision.domain))
  }
}

const isNew = (
  decision: Decision,
): decision is Extract<Decision, { readonly kind: 'define' }> & { readonly domain: NewDomain } =>
  decision.kind === 'define'
