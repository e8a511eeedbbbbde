import type { Disk } from '../../schema/domain/disk.ts'
import type { Hostdev } from '../../schema/domain/hostdev.ts'
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

/** The bus of a disk: its own, or else the one that libvirt derives from the target name. */
export function busOf(disk: Cursor<Disk>): string | undefined {
  const prefix = /^(?:ioemu:)?(fd|hd|sd|vd|xvd|ubd|nvme)/.exec(disk.text('target/dev') ?? '')?.[1]
  return disk.text('target/bus') ?? (prefix === undefined ? undefined : BUS_BY_PREFIX.get(prefix))
}

/** The address of a drive on a controller. */
export interface DriveAddress {
  readonly controller: number
  readonly bus: number
  readonly target: number
  readonly unit: number
}

/** The address of a disk: its own, or else the one that libvirt derives from the target name. */
export function diskAddress(disk: Cursor<Disk>): DriveAddress | undefined {
  const layout = LAYOUTS.get(busOf(disk) ?? '')
  if (!layout) return undefined
  if (disk.has('address')) return driveAddress(disk)
  const index = indexOf(disk.text('target/dev') ?? '')
  return index === undefined ? undefined : layout(index)
}

/** The index of the controller of an NVMe disk, from its address or target name; `undefined` for other disks. */
export function nvmeControllerOf(disk: Cursor<Disk>): number | undefined {
  if (busOf(disk) !== 'nvme') return undefined
  const name = /^nvme(\d+)n/.exec(disk.text('target/dev') ?? '')?.[1]
  return driveAddress(disk)?.controller ?? (name === undefined ? undefined : Number(name))
}

/** The drive address in the definition of a device, if there is one. */
export function driveAddress(device: Cursor<Disk> | Cursor<Hostdev>): DriveAddress | undefined {
  const address = (device as Cursor<Disk>).first('address')
  if (address?.text('type') !== 'drive') return undefined
  return {
    controller: address.number('controller') ?? 0,
    bus: address.number('bus') ?? 0,
    target: address.number('target') ?? 0,
    unit: address.number('unit') ?? 0,
  }
}

// virDomainDiskDefAssignAddress in domain_conf.c: units per controller, as libvirt assigns them for QEMU.
const LAYOUTS = new Map<string, (index: number) => DriveAddress>([
  [
    'ide',
    index => ({
      controller: Math.floor(index / 4),
      bus: Math.floor((index % 4) / 2),
      target: 0,
      unit: index % 2,
    }),
  ],
  ['sata', index => ({ controller: Math.floor(index / 6), bus: 0, target: 0, unit: index % 6 })],
  ['fdc', index => ({ controller: Math.floor(index / 2), bus: 0, target: 0, unit: index % 2 })],
  [
    'scsi',
    index => {
      const unit = index % 15
      return {
        controller: Math.floor(index / 15),
        bus: 0,
        target: 0,
        // Unit 7 is the controller itself.
        unit: unit < 7 ? unit : unit + 1,
      }
    },
  ],
])

// The position in the order of names: sda is 0, sdz 25, sdaa 26.
function indexOf(name: string): number | undefined {
  const letters = /^(?:ioemu:)?(?:fd|hd|sd|vd|xvd|ubd)([a-z]{1,6})$/.exec(name)?.[1]
  if (letters === undefined) return undefined
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1
}

/** The image that a disk writes to, if no other guest or disk may use it at the same time. */
export function exclusiveImage(disk: Cursor<Disk>): string | undefined {
  if (disk.has('readonly') || disk.has('shareable') || disk.has('transient')) return undefined
  if ((disk.text('device') ?? 'disk') !== 'disk') return undefined
  return disk.text('source/file') ?? disk.text('source/dev')
}

/** The protocols that QEMU has removed, and the first libvirt release that refuses each. */
export const DROPPED_PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['sheepdog', '11.3.0'],
  ['vxhs', '12.9.0'],
])
