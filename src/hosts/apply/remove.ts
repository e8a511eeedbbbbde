import { childAt, childrenAt } from '../../tree/node.ts'
import { mapParallel } from '../parallel.ts'
import { definitionOf } from '../plan/host-definition.ts'
import type { Orphan } from '../plan/plan.ts'
import type { ReadHost } from '../read-hosts.ts'
import { backUp } from './backups.ts'
import { busyCheck, type Obstacle } from './busy.ts'
import { CHANGED_MEANWHILE, dumpCommand, dumpIn, secureDumpCommand, WRITE } from './dump.ts'
import { type HostOutcome, type Outcome, outcomeOf, UNKNOWN } from './outcome.ts'
import { type Session, type SessionOptions, withSession } from './session.ts'

/**
 * Undefines domains of a project that its program no longer contains. Their disks, UEFI variables and TPM state stay on the
 * host, and their definitions are backed up. A domain is not removed if it runs, or if it has saved memory, snapshots or
 * checkpoints. The function does not ask, does not print and does not end the process. A failure is reported in the outcome of
 * the domain.
 *
 * @example
 * const { plan, hosts } = await planHosts(['infra.ts'], { project: 'shop', uri: 'qemu:///system' })
 * if (plan) await removeDomains(plan.orphans, hosts, { project: 'shop' })
 */
export async function removeDomains(
  orphans: readonly Orphan[],
  hosts: readonly ReadHost[],
  options: SessionOptions,
): Promise<readonly HostOutcome[]> {
  const outcomes = await mapParallel(hosts, hosts.length, async host => {
    const own = orphans.filter(one => one.host.name === host.name)
    if (own.length === 0 || !host.inventory) return undefined
    const removed = new Map<Orphan, Outcome>()
    const error = await withSession(host, new Set(), options, async session => {
      for (const orphan of own) {
        if (options.signal?.aborted) return
        removed.set(orphan, UNKNOWN)
        removed.set(orphan, await remove(session, orphan))
      }
    })
    const domains = own.map(one => outcomeOf(one, removed.get(one), error))
    const { name, uri } = host
    return { host: { name, uri }, domains, ...(error && { error }) }
  })
  return outcomes.filter(one => one !== undefined)
}

async function remove(session: Session, { uuid, definition }: Orphan): Promise<Outcome> {
  const { connection, lock, backups } = session
  const busy = busyCheck(definition)
  const [dump, secureDump, state, ...activities] = await lock.read(
    [dumpCommand(uuid), secureDumpCommand(uuid), ['domstate', uuid], ...busy.commands],
    WRITE,
  )
  if (dumpIn(dump) !== definition.xml) return { kind: 'refused', ...CHANGED_MEANWHILE }
  const obstacle = state!.stdout === 'shut off' ? busy.obstacle(activities, false) : RUNNING
  if (obstacle) return { kind: 'refused', ...obstacle }
  const backup = backUp(backups, uuid, dumpIn(secureDump))
  if (typeof backup !== 'string') return { kind: 'refused', ...backup }
  const [undefine] = await connection.batch([['undefine', uuid, ...kept(definition.xml)]], WRITE)
  const reason = undefine!.error
  return reason === undefined
    ? { kind: 'removed', backup }
    : { kind: 'failed', reason, isChanged: false, backup }
}

const RUNNING: Obstacle = {
  reason: 'it is not shut off',
  help: 'shut the domain down, and run the command again',
}

/**
 * Returns the options with which `virsh undefine` keeps the NVRAM and TPM files of a domain. Not every hypervisor driver
 * supports these options.
 */
function kept(xml: string): readonly string[] {
  const node = definitionOf(xml)!
  const [os, devices] = ['os', 'devices'].map(key => childAt(node, key))
  const hasFirmware =
    os && ['firmware', 'loader', 'nvram', 'varstore'].some(key => key in os.fields)
  return [
    ...(hasFirmware ? ['--keep-nvram'] : []),
    ...(devices && childrenAt(devices, 'tpm').length > 0 ? ['--keep-tpm'] : []),
  ]
}
