import type { Disk } from '../../schema/domain/disk.ts'
import type { Cursor } from '../cursor.ts'

const BUS_BY_PREFIX = new Map([
  ['fd', 'fdc'],
  ['hd', 'ide'],
  ['sd', 'scsi'],
  ['vd', 'virtio'],
  ['xvd', 'xen'],
  ['ubd', 'uml'],
  ['nvme', 'nvme'],
])

/** The bus of a disk. If the bus is not set, the bus that libvirt derives from the target name. */
export function busOf(disk: Cursor<Disk>): string | undefined {
  const bus = disk.text('target/bus')
  if (bus !== undefined) return bus
  const prefix = /^(?:ioemu:)?(fd|hd|sd|vd|xvd|ubd|nvme)/.exec(disk.text('target/dev') ?? '')?.[1]
  return prefix === undefined ? undefined : BUS_BY_PREFIX.get(prefix)
}

/**
 * The index of the controller of an NVMe disk, from the address or target name. A target name such as vda means controller 0.
 * `undefined` for other disks.
 */
export function nvmeControllerOf(disk: Cursor<Disk>): number | undefined {
  if (busOf(disk) !== 'nvme') return undefined
  const address = disk.first('address')
  if (address?.text('type') === 'drive') return address.number('controller') ?? 0
  const name = /^nvme(\d+)n/.exec(disk.text('target/dev') ?? '')?.[1]
  return Number(name ?? 0)
}

/** The index of a target name in alphabetical order: sda is 0, sdz is 25, sdaa is 26. */
export function diskIndex(name: string): number | undefined {
  const letters = /^(?:ioemu:)?(?:fd|hd|sd|vd|xvd|ubd)([a-z]{1,6})$/.exec(name)?.[1]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1
}

/**
 * The image that a disk writes to. `undefined` if the definition allows other guests or disks to use the image at the same
 * time.
 */
export function exclusiveImage(disk: Cursor<Disk>): string | undefined {
  if (disk.has('readonly') || disk.has('shareable') || disk.has('transient')) return undefined
  if ((disk.text('device') ?? 'disk') !== 'disk') return undefined
  return disk.text('source/file') ?? disk.text('source/dev')
}

/** The network protocols that QEMU has removed, with the first libvirt release that refuses each protocol. */
export const DROPPED_PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['sheepdog', '11.3.0'],
  ['vxhs', '12.9.0'],
])
