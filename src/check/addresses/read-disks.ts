import type { DomainCursor } from '../cursor.ts'
import { busOf, diskIndex } from '../facts/disks.ts'
import type { Device } from './device.ts'
import { readAddress } from './device-address.ts'

/** The disks of a definition in libvirt's order: those of a bus are together and sorted by their target names. */
export function readDisks(domain: DomainCursor): Device[] {
  const disks: (Device & { readonly written: string | undefined })[] = []
  for (const element of domain.each('devices/disk')) {
    const written = element.text('target/bus')
    const disk = {
      kind: 'disk' as const,
      element,
      type: element.text('device') ?? 'disk',
      bus: busOf(element) ?? (element.text('device') === 'floppy' ? 'fdc' : 'ide'),
      model: element.text('model') ?? '',
      address: readAddress(element),
      // libvirt sorts before it derives the bus of a disk without one.
      written,
      index: diskIndex(element.text('target/dev') ?? '') ?? -1,
    }
    let at: number | undefined
    for (let other = disks.length - 1; other >= 0; other--) {
      if (disks[other]!.written !== written) continue
      if (disks[other]!.index > disk.index) at = other
      else at ??= other + 1
    }
    disks.splice(at ?? disks.length, 0, disk)
  }
  return disks
}
