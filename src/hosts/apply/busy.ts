import type { Change } from '../../tree/merge/merge.ts'
import { childAt, childrenAt, scalarAt } from '../../tree/node.ts'
import type { Location } from '../../tree/origin.ts'
import type { Reply, VirshCommand } from '../connection.ts'
import type { HostDomain } from '../inventory.ts'
import { definitionOf } from '../plan/host-definition.ts'

/** The reason why vmc does not change a domain now, and what the user can do. */
export interface Obstacle {
  readonly reason: string
  readonly help: string
  /** The location in the program that the reason is about. Not set if the reason is about the whole domain. */
  readonly at?: Location | undefined
}

/** An activity, such as a migration, that prevents vmc from changing the definition of a domain. */
interface Activity {
  readonly command: VirshCommand
  /** Returns the reason why vmc must not change the domain, if the reply of virsh shows such a reason. */
  readonly obstacle: (reply: Reply, isHarmless: boolean) => Obstacle | undefined
}

/** The commands that show whether a domain is busy. */
export interface BusyCheck {
  readonly commands: readonly VirshCommand[]
  /** Returns the first reason why vmc must not change the domain. The reasons are found in the replies of virsh. */
  obstacle(replies: readonly Reply[], isHarmless: boolean): Obstacle | undefined
}

/**
 * Returns a check that shows whether a domain has an activity, such as a migration, that a change of its definition could
 * disturb.
 */
export function busyCheck(domain: HostDomain): BusyCheck {
  const { uuid } = domain
  const activities = [
    persistence(uuid),
    saved('snapshot', uuid),
    saved('checkpoint', uuid),
    ...(domain.isActive
      ? [migration(uuid), ...disksOf(domain).map(disk => blockJob(uuid, disk))]
      : []),
  ]
  return {
    commands: activities.map(({ command }) => command),
    obstacle: (replies, isHarmless) =>
      activities
        .map(({ obstacle }, index) => obstacle(replies[index]!, isHarmless))
        .find(one => one !== undefined),
  }
}

const persistence = (uuid: string): Activity => ({
  command: ['dominfo', uuid],
  obstacle: ({ stdout }) => {
    if (!/^Persistent: *yes$/m.test(stdout)) return TRANSIENT
    return /^Managed save: *yes$/m.test(stdout) ? SAVED : undefined
  },
})

/** The reason why vmc does not change a transient domain: its definition disappears when the domain stops. */
export const TRANSIENT: Obstacle = {
  reason: 'the host forgets the domain when it stops',
  help: 'shut the domain down, and run the command again',
}

/**
 * The reason why vmc does not change a domain whose memory is saved: at its next start, the domain continues with the old
 * definition.
 */
export const SAVED: Obstacle = {
  reason: 'its memory is saved, and the next start continues with the old definition',
  help: 'start the domain, shut it down, and run the command again',
}

// A snapshot or checkpoint contains the definition of the domain at that time. Reverting to a snapshot restores this definition,
// which undoes the changes of vmc. If devices have changed since then, snapshots and checkpoints may also stop working.
const saved = (kind: 'snapshot' | 'checkpoint', uuid: string): Activity => ({
  command: [`${kind}-list`, '--name', uuid],
  obstacle: (reply, isHarmless) =>
    hasNames(reply) && !isHarmless
      ? {
          reason: `it has ${kind}s (${namesIn(reply)}), which belong to the old definition`,
          help: `if the ${kind}s are not needed any more, delete them with virsh ${kind}-delete`,
        }
      : undefined,
})

const migration = (uuid: string): Activity => ({
  command: ['domjobinfo', uuid],
  obstacle: ({ stdout }) =>
    /^Job type: +(?!None)\S/m.test(stdout)
      ? {
          reason: 'it is being migrated, saved or dumped',
          help: 'wait until the operation has ended, and run the command again',
        }
      : undefined,
})

// A block job prevents changes, because libvirt writes the new disk into the definition when the job ends.
const blockJob = (uuid: string, disk: string): Activity => ({
  command: ['blockjob', uuid, disk, '--raw'],
  obstacle: ({ stdout }) =>
    stdout.trim() === ''
      ? undefined
      : {
          reason: `a block job runs on its disk ${disk}`,
          help: 'wait until the block job has ended, and run the command again',
        },
})

function disksOf({ liveXml = '' }: HostDomain): readonly string[] {
  const definition = definitionOf(liveXml)
  const devices = definition && childAt(definition, 'devices')
  if (!devices) return []
  return childrenAt(devices, 'disk').map(disk => String(scalarAt(disk, 'target', 'dev')))
}

// A driver that does not support snapshots refuses the command, so the domain has no snapshots.
const hasNames = ({ stdout, error }: Reply): boolean => error === undefined && stdout.trim() !== ''

const namesIn = ({ stdout }: Reply): string =>
  stdout
    .trim()
    .split(/\s*\n\s*/)
    .join(', ')

const HARMLESS = ['title', 'description', 'metadata', 'on_poweroff', 'on_reboot', 'on_crash']

/** Whether changes affect only fields that snapshots of the domain do not depend on. */
export const areHarmless = (changes: readonly Change[]): boolean =>
  changes.every(({ keys }) => HARMLESS.includes(keys[0]!))
