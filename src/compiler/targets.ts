import { diskTarget } from '../schema/disk.ts'
import { diskDriver } from '../schema/disk-driver.ts'
import { childAt, emptyNode, type Node, scalarAt, slotOf, withSlot } from '../tree/node.ts'
import { devicesOf, withDevices } from './identity.ts'

/** How libvirt names the devices of a bus, and so how it tells the bus from a name. */
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
}

const busOfPrefix: Readonly<Record<string, string>> = {
  vd: 'virtio',
  sd: 'scsi',
  hd: 'ide',
  fd: 'fdc',
  xvd: 'xen',
  ubd: 'uml',
}

const formats: Readonly<Record<string, string>> = {
  qcow2: 'qcow2',
  raw: 'raw',
  img: 'raw',
  iso: 'raw',
  vmdk: 'vmdk',
  vdi: 'vdi',
  qed: 'qed',
}

const qemuTypes = new Set(['kvm', 'qemu', 'kqemu', 'hvf'])

/**
 * Fills in what a disk leaves out: its device name by its bus, its bus by its device name, the format of an image by
 * the extension of its file. What is `false` stays out.
 */
export function fillDisks(node: Node): Node {
  const disks = devicesOf(node, 'disk')
  if (disks.length === 0) return node
  const taken = new Set(disks.map(disk => diskName(scalarAt(disk, 'target', 'dev'))))
  const filled = disks.map(disk => withFormat(withTarget(disk, node, taken), node))
  return filled.every((disk, index) => disk === disks[index])
    ? node
    : withDevices(node, 'disk', filled)
}

function withTarget(disk: Node, machine: Node, taken: Set<string>): Node {
  const slot = slotOf(disk, 'target')
  // A target that is no element is the check's to report.
  if (slot && !childAt(disk, 'target')) return disk
  const target = childAt(disk, 'target') ?? emptyNode(diskTarget, disk.origin)
  const bus = slotOf(target, 'bus') ? scalarAt(target, 'bus') : busFor(disk, target, machine)
  let filled = target
  if (!slotOf(target, 'bus'))
    filled = withSlot(filled, 'bus', { value: bus ?? false, origin: disk.origin })
  const prefix = prefixes[String(bus)]
  // A bus that is none is told by itself, and not that there is no name for it.
  if (!slotOf(target, 'dev') && bus !== false) {
    const value = prefix !== undefined && firstFree(prefix, taken)
    filled = withSlot(filled, 'dev', { value, origin: disk.origin })
  }
  return filled === target
    ? disk
    : withSlot(disk, 'target', { value: filled, origin: slot?.origin ?? disk.origin })
}

function busFor(disk: Node, target: Node, machine: Node): string | undefined {
  const dev = scalarAt(target, 'dev')
  if (typeof dev === 'string') {
    const prefix = /^(?:vd|sd|hd|fd|xvd|ubd)/.exec(diskName(dev))?.[0]
    return prefix && busOfPrefix[prefix]
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

// Only PC machines have a SATA controller for the asking.
function cdromBus(machine: Node): string {
  const arch = scalarAt(machine, 'os', 'type', 'arch')
  return arch === undefined || arch === 'x86_64' || arch === 'i686' ? 'sata' : 'scsi'
}

// Xen once wrote `ioemu:hda` and `hdc:cdrom`.
function diskName(dev: unknown): string {
  const name = String(dev)
  return name.includes(':') ? name.replace(/^ioemu:|:\w+$/g, '') : name
}

function firstFree(prefix: string, taken: Set<string>): string {
  for (let index = 0; ; index++) {
    const dev = prefix + letters(index)
    if (taken.has(dev)) continue
    taken.add(dev)
    return dev
  }
}

// a … z, aa, ab …, as the kernel counts.
function letters(index: number): string {
  const last = String.fromCharCode(97 + (index % 26))
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last
}

function withFormat(disk: Node, machine: Node): Node {
  const slot = slotOf(disk, 'driver')
  if (!qemuTypes.has(String(scalarAt(machine, 'type'))) || (slot && !childAt(disk, 'driver')))
    return disk
  const file = scalarAt(disk, 'source', 'file')
  const extension = typeof file === 'string' && /\.([a-z0-9]+)$/i.exec(file)?.[1]?.toLowerCase()
  const format = extension && Object.hasOwn(formats, extension) ? formats[extension]! : undefined
  const driver = childAt(disk, 'driver') ?? emptyNode(diskDriver, disk.origin)
  if (format === undefined || slotOf(driver, 'type')) return disk
  const { origin } = disk
  const named = slotOf(driver, 'name')
    ? driver
    : withSlot(driver, 'name', { value: 'qemu', origin })
  const value = withSlot(named, 'type', { value: format, origin })
  return withSlot(disk, 'driver', { value, origin: slot?.origin ?? origin })
}
