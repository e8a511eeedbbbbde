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

/** How a plan is applied. */
export interface ApplyOptions extends SessionOptions {
  /** The paths of the dangerous changes that a person allows, as the plan shows them: `devices/disk[vdb]`. */
  readonly allow?: readonly string[] | undefined
  /** Whether to start domains after they are defined. Others are never started. Default: false. */
  readonly starts?: boolean | undefined
  /** Whether to go on with the other domains of a host after a failure. Default: false. */
  readonly keepsGoing?: boolean | undefined
  /** The number of hosts that are changed at the same time. Default: 8. */
  readonly parallel?: number | undefined
}

/** What became of a plan. */
export interface Applied {
  readonly hosts: readonly HostOutcome[]
  /** The decisions about all domains; those of kind `blocked` say what a person has to do. */
  readonly decisions: readonly Decision[]
}

// Domains are defined in groups. An interruption then waits only for the current group, and not for hundreds of domains.
const GROUP = 100

/**
 * Applies a plan: defines new domains, and makes the changes of programs in the definitions of the others. Nothing is stopped,
 * deleted or undefined, and a running guest sees a change when it starts the next time. It never prints and never exits.
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

/** Removes the lock that an interrupted run left on a host where nothing is to be done. */
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

/** Applies decisions one after another until the first failure. `outcomes` receives what became of each that was begun. */
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
    const defined = await defineDomains(session, domains, { starts, samples })
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
