import type { DomainCursor } from '../cursor.ts'
import { busOf, diskIndex } from '../facts/disks.ts'
import type { Device } from './device.ts'
import { readAddress } from './device-address.ts'

/** The disks of a definition in the order of libvirt: grouped by bus, and sorted by target name within a bus. */
export function readDisks(domain: DomainCursor): Device[] {
  // libvirt sorts the disks before it chooses a bus for the disks that have none, so disks without a bus form a group.
  const byBus = new Map<string | undefined, Device[]>()
  for (const element of domain.each('devices/disk')) {
    const disk: Device = {
      kind: 'disk',
      element,
      type: element.text('device') ?? 'disk',
      bus: busOf(element) ?? (element.text('device') === 'floppy' ? 'fdc' : 'ide'),
      model: element.text('model') ?? '',
      address: readAddress(element),
      index: diskIndex(element.text('target/dev') ?? '') ?? -1,
    }
    const written = element.text('target/bus')
    const others = byBus.get(written)
    if (others) others.push(disk)
    else byBus.set(written, [disk])
  }
  return [...byBus.values()].flatMap(disks => disks.sort((a, b) => a.index - b.index))
}
