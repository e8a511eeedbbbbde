import type { Connection } from '../connection.ts'
import { HostError } from '../host-error.ts'
import { mapParallel } from '../parallel.ts'
import type { NewDomain, Plan } from '../plan/plan.ts'
import type { ReadHost } from '../read-hosts.ts'
import { VirshConnection } from '../virsh/virsh-connection.ts'
import { backupFolder } from './backups.ts'
import { changeDomain, recordDomain } from './change.ts'
import { type Decision, decide } from './decision.ts'
import { defineDomains } from './define.ts'
import { LockedError, lockHost } from './lock.ts'
import { type DomainOutcome, type HostOutcome, isFailure, type Outcome } from './outcome.ts'
import type { Session } from './session.ts'

/** How a plan is applied. */
export interface ApplyOptions {
  readonly project: string
  /** The paths of the dangerous changes that a person allows, as the plan shows them: `devices/disk[vdb]`. */
  readonly allow?: readonly string[] | undefined
  /** Whether to start domains after they are defined. Others are never started. Default: false. */
  readonly starts?: boolean | undefined
  /** Whether to go on with the other domains of a host after a failure. Default: false. */
  readonly keepsGoing?: boolean | undefined
  /** Whether to take over the lock of a host from anyone. Default: only from an ended process of this machine and user. */
  readonly breaksLock?: boolean | undefined
  /** The number of hosts that are changed at the same time. Default: 8. */
  readonly parallel?: number | undefined
  /** The seconds after which a host that prints nothing counts as not reached. Default: 30. */
  readonly timeout?: number | undefined
  /** The environment of virsh and ssh, and of the folder for back-ups. Default: that of the process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** When it aborts, each host finishes what it is at, and begins nothing else. */
  readonly signal?: AbortSignal | undefined
}

/** What became of a plan. */
export interface Applied {
  readonly hosts: readonly HostOutcome[]
  /** The decisions about all domains; those of kind `blocked` say what a person has to do. */
  readonly decisions: readonly Decision[]
}

// Domains are defined in groups, so that an interruption does not wait for hundreds of them.
const GROUP = 50

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
  const { env = process.env, parallel = 8, timeout = 30 } = options
  const decisions = decide(plan, options.allow)
  const outcomes = await mapParallel(hosts, parallel, async host => {
    const own = decisions.filter(
      ({ kind, domain }) => kind !== 'none' && kind !== 'blocked' && domain.host.name === host.name,
    )
    if (own.length === 0 || !host.inventory) return undefined
    const connection = new VirshConnection(host.uri, { env, timeout })
    return applyOn(connection, host, own, plan.macs, { ...options, env })
  })
  return { decisions, hosts: outcomes.filter(one => one !== undefined) }
}

async function applyOn(
  connection: Connection,
  { name, uri, inventory }: Extract<ReadHost, { readonly error?: undefined }>,
  decisions: readonly Decision[],
  macs: ReadonlySet<string>,
  options: ApplyOptions & { readonly env: NonNullable<ApplyOptions['env']> },
): Promise<HostOutcome> {
  const { project, env, breaksLock = false, signal } = options
  const host = { name, uri }
  const outcomes = new Map<Decision, Outcome>()
  let error: HostError | LockedError | undefined
  try {
    if (signal?.aborted) throw new HostError('interrupted', 'interrupted')
    const lock = await lockHost(connection, { project, breaks: breaksLock })
    try {
      const { libvirt } = inventory
      const backups = backupFolder(project, env)
      const session = { connection, lock, host, project, libvirt, macs, backups }
      await applyEach(session, decisions, outcomes, options)
    } finally {
      await lock.release()
    }
  } catch (thrown) {
    if (!(thrown instanceof HostError || thrown instanceof LockedError)) throw thrown
    error = thrown
  }
  const domains = decisions.map((decision): DomainOutcome => {
    const { name, uuid } = decision.domain
    const outcome = outcomes.get(decision)
    // Each step makes sure of the lock before it writes.
    const isBegun = outcome && !(outcome === UNKNOWN && error instanceof LockedError)
    return { name, uuid, host, outcome: isBegun ? outcome : { kind: 'skipped' } }
  })
  return { host, domains, ...(error && { error }) }
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
  for (let start = 0; start < news.length && !stops(); start += GROUP) {
    const group = news.slice(start, start + GROUP)
    const domains = group.map(({ domain }) => domain)
    for (const decision of group) outcomes.set(decision, UNKNOWN)
    for (const [index, outcome] of (await defineDomains(session, domains, { starts })).entries())
      outcomes.set(group[index]!, outcome)
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

/** What became of a domain if the host stops answering. */
const UNKNOWN: Outcome = {
  kind: 'failed',
  reason: 'the host stopped answering: vmc diff shows what it has',
  isChanged: true,
}

const isNew = (
  decision: Decision,
): decision is Extract<Decision, { readonly kind: 'define' }> & { readonly domain: NewDomain } =>
  decision.kind === 'define'
