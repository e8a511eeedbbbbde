import { labelOf } from '../../tree/merge/device-keys.ts'
import { matchTrees } from '../../tree/merge/match.ts'
import { type Change, merge } from '../../tree/merge/merge.ts'
import { restrict } from '../../tree/merge/restrict.ts'
import { childAt, childrenAt, type Node } from '../../tree/node.ts'
import type { HostDomain } from '../inventory.ts'
import { definitionOf } from './host-definition.ts'

/**
 * Returns the changes that take effect at the next boot of a running guest: the differences between the running guest and its
 * persistent definition. Values that libvirt sets only while a guest runs, such as the names of network devices on the host,
 * are not reported.
 */
export function pendingChanges({ xml, liveXml, isPersistent }: HostDomain): readonly Change[] {
  const next = isPersistent ? definitionOf(xml) : undefined
  const live = liveXml === undefined ? undefined : definitionOf(liveXml)
  if (!next || !live) return []
  const matches = matchTrees(next, live)
  const { node: base, baseOf, targetOf } = restrict(next, live, matches)
  const { changes } = merge({ base, next, target: live, baseOf, targetOf })
  return [...changes.filter(isReal), ...removedIn(live, new Set(matches.values()))]
}

/**
 * Whether a difference between the running guest and its definition is a change that waits for the next boot. Values that
 * libvirt has chosen for the running guest, such as ports, paths and labels, are not such changes. The image format of an empty
 * drive is ignored too. In a running guest, libvirt replaces the CPU with its exact model and features, so only the topology
 * and the NUMA cells are compared.
 */
function isReal({ kind, keys, device }: Change): boolean {
  const path = keys.join('/')
  if (keys[0] === 'cpu' && !['topology', 'numa'].includes(keys[1] ?? '')) return false
  if (kind !== 'added') return !CHOSEN.test(path)
  const isEmptyDrive = device?.before !== undefined && !childAt(device.before, 'source')
  return !path.startsWith('seclabel') && !(isEmptyDrive && path === 'devices/disk/driver/type')
}

const CHOSEN =
  /^(seclabel|currentMemory|devices\/graphics\/(port|tlsPort|websocket|listen)|devices\/(serial|console|parallel|channel)\/source)/

/** The devices of the running guest that its definition no longer contains. */
const removedIn = (live: Node, known: ReadonlySet<Node>): readonly Change[] =>
  REMOVABLE.flatMap(kind =>
    childrenAt(childAt(live, 'devices') ?? live, kind)
      .map((device, index) => ({ device, label: labelOf(device, kind, true, index) }))
      .filter(({ device }) => !known.has(device))
      .map(({ device, label }) => ({
        kind: 'removed' as const,
        path: `devices/${kind}[${label}]`,
        keys: ['devices', kind],
        before: device,
        device: { before: device },
        origin: device.origin,
        isConflict: false,
      })),
  )

const REMOVABLE = [
  'disk',
  'interface',
  'hostdev',
  'filesystem',
  'rng',
  'redirdev',
  'shmem',
  'memory',
]
