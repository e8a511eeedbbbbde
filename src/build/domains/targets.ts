import type { Element } from '../../schema/core/element.ts'
import { lookup } from '../../schema/core/lookup.ts'
import { diskTarget } from '../../schema/domain/disk.ts'
import { diskDriver } from '../../schema/domain/disk-driver.ts'
import { imageNameOf } from '../../schema/domain/image-name.ts'
import {
  childAt,
  emptyNode,
  type Node,
  type Slot,
  scalarAt,
  slotOf,
  withSlots,
} from '../../tree/node.ts'
import { devicesOf, withDevices } from './identity.ts'

/** The prefix of target names on each bus. libvirt derives the bus from the prefix. */
const prefixes: Readonly<Record<string, string>> = {
  virtio: 'vd',
  sata: 'sd',
  scsi: 'sd',
  usb: 'sd',
  sd: 'sd',
  ide: 'hd',
  fdc: 'fd',
  xen: 'xvd',
  uml: 'ubd',
  nvme: 'nvme',
}

const busOfPrefix: Readonly<Record<string, string>> = {
  vd: 'virtio',
  sd: 'scsi',
  hd: 'ide',
  fd: 'fdc',
  xvd: 'xen',
  ubd: 'uml',
  nvme: 'nvme',
}

const qemuTypes = new Set(['kvm', 'qemu', 'kqemu', 'hvf'])

/** Whether QEMU runs a domain. */
export const isQemu = (domain: Node): boolean => qemuTypes.has(String(scalarAt(domain, 'type')))

/**
 * Fills in the missing values of disks. The target name is derived from the bus, the bus from the target name, and the image
 * format from the extension of the image name. A field with the value `false` is not filled in, so libvirt chooses the value.
 */
export function fillDisks(node: Node): Node {
  const disks = devicesOf(node, 'disk')
  if (disks.length === 0) return node
  const names = new TargetNames(disks.map(disk => diskName(scalarAt(disk, 'target', 'dev'))))
  const filled = disks.map(disk => fill(disk, node, names))
  return filled.every((disk, index) => disk === disks[index])
    ? node
    : withDevices(node, 'disk', filled)
}

function fill(disk: Node, machine: Node, names: TargetNames): Node {
  const target = targetOf(disk, machine, names)
  const driver = driverOf(disk, machine)
  if (!target && !driver) return disk
  const slots: Record<string, Slot> = {}
  const origin = (key: string) => slotOf(disk, key)?.origin ?? disk.origin
  if (target) slots.target = { value: target, origin: origin('target') }
  if (driver) slots.driver = { value: driver, origin: origin('driver') }
  return withSlots(disk, slots)
}

/** Returns the target of a disk with the name and the bus filled in. Returns `undefined` if the target already has both. */
function targetOf(disk: Node, machine: Node, names: TargetNames): Node | undefined {
  const target = childOf(disk, 'target', diskTarget)
  // A <target> that is not an element is an invalid value. It stays unchanged, so that the schema check reports it.
  if (!target) return undefined
  const { origin } = disk
  const hasBus = slotOf(target, 'bus') !== undefined
  const bus = hasBus ? scalarAt(target, 'bus') : busFor(disk, target, machine)
  const prefix = lookup(prefixes, String(bus))
  // If the bus of the disk is unknown, the target name is set to `false`. Then the schema check reports only the bus, and not
  // also a missing target name.
  const hasDev = slotOf(target, 'dev') !== undefined || bus === false
  if (hasBus && hasDev) return undefined
  const slots: Record<string, Slot> = {}
  if (!hasBus) slots.bus = { value: bus ?? false, origin }
  if (!hasDev) slots.dev = { value: prefix !== undefined && names.claim(prefix), origin }
  return withSlots(target, slots)
}

function childOf(disk: Node, key: string, element: Element): Node | undefined {
  return slotOf(disk, key) ? childAt(disk, key) : emptyNode(element, disk.origin)
}

function busFor(disk: Node, target: Node, machine: Node): string | undefined {
  const dev = scalarAt(target, 'dev')
  if (typeof dev === 'string') {
    const prefix = /^(?:vd|sd|hd|fd|xvd|ubd|nvme)/.exec(diskName(dev))?.[0]
    return prefix && lookup(busOfPrefix, prefix)
  }
  const device = scalarAt(disk, 'device') ?? 'disk'
  if (device === 'floppy') return 'fdc'
  if (device === 'lun') return 'scsi'
  switch (scalarAt(machine, 'type')) {
    case 'xen':
      return scalarAt(machine, 'os', 'type', 'value') === 'hvm' ? 'ide' : 'xen'
    case 'uml':
      return 'uml'
    case 'vmware':
      return device === 'cdrom' ? 'ide' : 'scsi'
    case 'bhyve':
    case 'vz':
      return 'sata'
    default:
      return device === 'cdrom' ? cdromBus(machine) : 'virtio'
  }
}

// Returns the default bus of a CD-ROM drive. It is `sata` only on x86, because libvirt adds a SATA controller only to PCs.
function cdromBus(machine: Node): string {
  const arch = scalarAt(machine, 'os', 'type', 'arch')
  return arch === undefined || arch === 'x86_64' || arch === 'i686' ? 'sata' : 'scsi'
}

// Removes the prefix or suffix from target names of old Xen documents, such as `ioemu:hda` and `hdc:cdrom`.
function diskName(dev: unknown): string {
  const name = String(dev)
  return name.includes(':') ? name.replace(/^ioemu:|:\w+$/g, '') : name
}

/** The target names that are used in a domain. */
export class TargetNames {
  readonly #taken: Set<string>
  // The index from which the search for a free target name starts, for each prefix such as `vd`. All names with a lower index
  // are in use.
  readonly #next = new Map<string, number>()

  constructor(taken: readonly string[]) {
    this.#taken = new Set(taken)
  }

  /** Returns the first free target name on a bus, and marks the name as used. Returns `undefined` for an unknown bus. */
  claimOn(bus: string): string | undefined {
    const prefix = lookup(prefixes, bus)
    return prefix === undefined ? undefined : this.claim(prefix)
  }

  /** Returns the first free target name with a prefix, and marks the name as used. */
  claim(prefix: string): string {
    for (let index = this.#next.get(prefix) ?? 0; ; index++) {
      // The target name of an NVMe disk contains a controller number and a namespace number. vmc gives each NVMe disk a
      // separate controller, so the namespace number is always 1.
      const dev = prefix === 'nvme' ? `nvme${index}n1` : prefix + letters(index)
      if (this.#taken.has(dev)) continue
      this.#taken.add(dev)
      this.#next.set(prefix, index + 1)
      return dev
    }
  }
}

// Returns the letters for an index in the same way as the Linux kernel: a … z, aa, ab …
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

/**
 * Returns the driver of a disk with the image format that is derived from the image name. Returns `undefined` if no format
 * can be derived, or if the driver already has a format.
 */
function driverOf(disk: Node, machine: Node): Node | undefined {
  if (!isQemu(machine)) return undefined
  // libvirt accepts only the format raw for a LUN, so vmc does not derive a format from the file name.
  if (scalarAt(disk, 'device') === 'lun') return undefined
  const format = imageNameOf(key => scalarAt(disk, 'source', key))?.format
  if (format === undefined) return undefined
  const driver = childOf(disk, 'driver', diskDriver)
  if (!driver || slotOf(driver, 'type')) return undefined
  const { origin } = disk
  const slots: Record<string, Slot> = {}
  if (!slotOf(driver, 'name')) slots.name = { value: 'qemu', origin }
  slots.type = { value: format, origin }
  return withSlots(driver, slots)
}
