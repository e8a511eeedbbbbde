import { isAlike } from '../../tree/merge/content.ts'
import type { MergedElement } from '../../tree/merge/merge-input.ts'
import {
  childAt,
  childrenAt,
  type Node,
  scalarAt,
  slotOf,
  valuesOf,
  withoutSlot,
  withSlot,
} from '../../tree/node.ts'

/**
 * Adapts the devices of a domain to the devices that were added and removed. The memory balloon keeps its address. Addresses on
 * a removed hub or bus are removed. If libvirt derived a console or audio device from a device that was changed, this derived
 * device is removed, and libvirt chooses it again.
 */
export const adaptDevices = (element: MergedElement): Node =>
  [keepBalloon, freePorts, freeConsole, freeAudio].reduce(
    (node, adaptOne) => adaptOne({ ...element, node }),
    element.node,
  )

/**
 * Keeps the memory balloon. libvirt adds a balloon to every domain. If vmc removed the balloon from the definition, libvirt
 * would add it again, perhaps at another address.
 */
function keepBalloon({ target, node }: MergedElement): Node {
  const balloon = childAt(target, 'memballoon')
  const isRemoved = balloon !== undefined && !slotOf(node, 'memballoon')
  if (!isRemoved || scalarAt(balloon, 'model') === 'none') return node
  const fields = Object.entries(balloon.fields).filter(([key]) => KEPT.includes(key))
  const { element, origin } = balloon
  return withSlot(node, 'memballoon', {
    value: { element, fields: Object.fromEntries(fields), origin },
    origin,
  })
}

const KEPT = ['model', 'alias', 'address']

/**
 * Removes the address of each device whose USB hub or PCI bus was removed, unless the program sets the address. libvirt then
 * assigns another address.
 */
function freePorts({ next, target, node }: MergedElement): Node {
  const gone = [...portsIn(target)].filter(port => !portsIn(node).has(port))
  if (gone.length === 0) return node
  const own = new Set(devicesIn(next).map(device => addressOf(device)))
  return mapDevices(node, device => {
    const port = addressOf(device)
    const isBehind = port !== undefined && !own.has(port) && gone.some(one => port.startsWith(one))
    return isBehind ? withoutSlot(device, 'address') : device
  })
}

/** Returns the beginnings of the addresses that devices on the USB hubs and PCI controllers of a domain can have. */
const portsIn = (devices: Node): ReadonlySet<string> =>
  new Set([
    ...childrenAt(devices, 'hub').map(hub => `${addressOf(hub)}.`),
    ...childrenAt(devices, 'controller')
      .filter(one => scalarAt(one, 'type') === 'pci')
      .map(one => `pci ${Number(scalarAt(one, 'index'))} `),
  ])

/** Returns the address of a device on a USB or PCI bus, in the form `usb 0 1.2` or `pci 3 0`. */
function addressOf(device: Node): string | undefined {
  const [type, bus, port, slot] = ['type', 'bus', 'port', 'slot'].map(key =>
    scalarAt(device, 'address', key),
  )
  if (type === 'usb') return `usb ${Number(bus)} ${port}`
  return type === 'pci' ? `pci ${Number(bus)} ${Number(slot)}` : undefined
}

/**
 * Removes the console that represents the first serial port, if the serial port was removed. libvirt writes the first serial
 * port also as a console, and would otherwise add the serial port again.
 */
function freeConsole({ next, target, node }: MergedElement): Node {
  const isRemoved = slotOf(target, 'serial') && !slotOf(node, 'serial')
  if (!isRemoved || slotOf(next, 'console')) return node
  return withList(
    node,
    'console',
    childrenAt(node, 'console').filter(one => scalarAt(one, 'target', 'type') !== 'serial'),
  )
}

/**
 * Removes the audio backend that libvirt added, if the graphics devices have changed. libvirt chooses this backend according to
 * the graphics devices, so it must choose again.
 */
function freeAudio({ next, original, target, node, changes }: MergedElement): Node {
  const isOther = changes.some(({ keys }) => keys[1] === 'graphics')
  const [audio, ...more] = childrenAt(node, 'audio')
  if (!isOther || !audio || more.length > 0 || slotOf(next, 'audio')) return node
  const [known] = childrenAt(original ?? target, 'audio')
  return known && isAlike(audio, known) ? withoutSlot(node, 'audio') : node
}

const devicesIn = (devices: Node): readonly Node[] =>
  Object.keys(devices.fields).flatMap(kind => childrenAt(devices, kind))

const mapDevices = (devices: Node, change: (device: Node) => Node): Node =>
  Object.keys(devices.fields)
    .filter(kind => Array.isArray(devices.fields[kind]!.value))
    .reduce((node, kind) => withList(node, kind, childrenAt(node, kind).map(change)), devices)

function withList(devices: Node, kind: string, list: readonly Node[]): Node {
  const slot = slotOf(devices, kind)!
  const isSame =
    list.length === valuesOf(slot).length && list.every((one, i) => one === valuesOf(slot)[i])
  if (isSame) return devices
  return list.length === 0
    ? withoutSlot(devices, kind)
    : withSlot(devices, kind, { ...slot, value: list })
}
