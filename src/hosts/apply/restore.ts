import type { Change } from '../../tree/merge/merge.ts'
import { scalarAt } from '../../tree/node.ts'
import type { HostAddress } from '../host-list.ts'
import type { HostDomain } from '../inventory.ts'
import { isMarkerOf, markerIn } from '../marker.ts'
import { changesBetween } from '../plan/domain-plan.ts'
import { definitionOf } from '../plan/host-definition.ts'
import type { ReadHost } from '../read-hosts.ts'
import { unreachedHolders } from '../unreached.ts'
import { backUp, backupFolder } from './backups.ts'
import { busyCheck, type Obstacle } from './busy.ts'
import { defineXml } from './define-xml.ts'
import { CHANGED_MEANWHILE, dumpCommand, dumpIn, READ, secureDumpCommand, WRITE } from './dump.ts'
import { type HostOutcome, type Outcome, outcomeOf, UNKNOWN } from './outcome.ts'
import { type KnownHost, type Session, type SessionOptions, withSession } from './session.ts'
import { compareReadBack } from './verify.ts'

/** A backup, and the changes that restoring it makes. */
export interface Restoration {
  readonly name: string
  readonly uuid: string
  readonly host: HostAddress
  /** The current domain on the host. `undefined` if no host has the domain any more. */
  readonly current: HostDomain | undefined
  readonly changes: readonly Change[]
  /** The definition in the backup, with its passwords. */
  readonly xml: string
}

/**
 * Determines what restoring a backup changes. If the backup cannot be restored, returns the reason. `xml` is the text of the
 * backup. If no host has the domain any more, the domain is restored on `host`, by default on its earlier host. All hosts of
 * the configuration must have been read. The function changes nothing.
 *
 * @example
 * const hosts = await readHosts([{ name: 'hv1', uri: 'qemu:///system' }], { env: process.env })
 * const restoration = planRestoration(readFileSync('web0.xml', 'utf8'), hosts, { project: 'shop' })
 */
export function planRestoration(
  xml: string,
  hosts: readonly ReadHost[],
  {
    project,
    host: chosen,
    env = process.env,
  }: {
    readonly project: string
    readonly host?: string | undefined
    /** The environment variables, which determine the folder of the backups. Default: those of this process. */
    readonly env?: SessionOptions['env']
  },
): Restoration | Obstacle {
  const marker = markerIn(xml)
  const definition = definitionOf(xml)
  if (!marker || !definition)
    return {
      reason: 'it is not a backup of vmc',
      help: `pass a file from the folder ${backupFolder(project, env)}`,
    }
  if (marker.project !== project)
    return {
      reason: `it belongs to project "${marker.project}"`,
      help: `run vmc in the folder of the project "${marker.project}"`,
    }
  const unread = hosts.filter(({ inventory }) => !inventory)
  if (unread.length > 0)
    return {
      reason: unreachedHolders(unread.map(({ name }) => name)),
      help: 'wait until vmc can reach all hosts, and run the command again',
    }
  const { uuid } = marker
  const holders = hosts.flatMap(host =>
    host.inventory!.domains.filter(one => one.uuid === uuid).map(domain => ({ host, domain })),
  )
  const [holder] = holders
  if (holders.length > 1)
    return {
      reason: 'two hosts have the domain',
      help: 'remove the domain from one of the hosts with virsh undefine',
    }
  const isTarget = (host: ReadHost): boolean =>
    chosen === undefined ? isMarkerOf(marker, host) : host.name === chosen
  const target = holder?.host ?? hosts.find(isTarget)
  if (!target)
    return {
      reason: 'no host has the domain',
      help: `set the host, such as --host ${hosts[0]!.name}`,
    }
  if (holder && markerIn(holder.domain.xml)?.project !== project)
    return {
      reason: 'vmc does not manage the domain',
      help: `define the domain from the backup with virsh define`,
    }
  const before = holder && definitionOf(holder.domain.xml)
  return {
    ...{ name: String(scalarAt(definition, 'name') ?? marker.name), uuid, xml },
    host: { name: target.name, uri: target.uri },
    current: holder?.domain,
    changes: before ? changesBetween(before, definition) : [],
  }
}

/**
 * Restores a backup as `planRestoration` has planned it. Before that, the current definition is backed up. For a running guest,
 * the restored definition takes effect at its next boot. The function does not ask, does not print and does not end the
 * process. If it fails, the outcome says why.
 *
 * @example
 * if ('changes' in restoration) await restore(restoration, hosts, { project: 'shop' })
 */
export async function restore(
  restoration: Restoration,
  hosts: readonly ReadHost[],
  options: SessionOptions,
): Promise<HostOutcome> {
  const host = hosts.find(({ name }) => name === restoration.host.name) as KnownHost
  let outcome: Outcome | undefined
  const error = await withSession(host, new Set(), options, async session => {
    outcome = UNKNOWN
    outcome = restoration.current
      ? await redefine(session, restoration, restoration.current)
      : await defineAgain(session, restoration)
  })
  const { name, uri } = host
  return {
    host: { name, uri },
    domains: [outcomeOf(restoration, outcome, error)],
    ...(error && { error }),
  }
}

async function redefine(
  session: Session,
  restoration: Restoration,
  current: HostDomain,
): Promise<Outcome> {
  const { uuid } = restoration
  const busy = busyCheck(current)
  const [dump, secureDump, ...activities] = await session.lock.read(
    [dumpCommand(uuid), secureDumpCommand(uuid), ...busy.commands],
    WRITE,
  )
  if (dumpIn(dump) !== current.xml) return { kind: 'refused', ...CHANGED_MEANWHILE }
  const obstacle = busy.obstacle(activities, false)
  if (obstacle) return { kind: 'refused', ...obstacle }
  const backup = backUp(session.backups, uuid, dumpIn(secureDump))
  if (typeof backup !== 'string') return { kind: 'refused', ...backup }
  return write(session, restoration, { isRunning: current.isActive, backup })
}

async function defineAgain(session: Session, restoration: Restoration): Promise<Outcome> {
  const [uuids] = await session.lock.read([['list', '--all', '--uuid']], READ)
  if (uuids!.stdout.split('\n').includes(restoration.uuid))
    return { kind: 'refused', ...CHANGED_MEANWHILE }
  return write(session, restoration, { isRunning: false })
}

async function write(
  { connection }: Session,
  { uuid, xml }: Restoration,
  before: { readonly isRunning: boolean; readonly backup?: string },
): Promise<Outcome> {
  const defined = await defineXml(connection, uuid, xml)
  if (defined.error !== undefined)
    return {
      ...{ kind: 'failed', reason: defined.error, isChanged: false },
      ...(before.backup === undefined && { isAbsent: true }),
    }
  const { lost } = compareReadBack(definitionOf(xml)!, definitionOf(defined.xml)!)
  return { kind: 'restored', ...before, lost }
}
