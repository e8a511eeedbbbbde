import type { Cursor } from '../cursor.ts'
import type { Board } from './board.ts'
import type { ControllerIndex } from './controller-index.ts'
import type { DeviceAddress } from './device-address.ts'

/** The kinds of devices that can have an address, in the order in which libvirt goes through them. */
export const DEVICE_KINDS = [
  'disk',
  'interface',
  'sound',
  'hostdev',
  'video',
  'controller',
  'smartcard',
  'serial',
  'parallel',
  'channel',
  'console',
  'input',
  'filesystem',
  'watchdog',
  'memballoon',
  'rng',
  'nvram',
  'hub',
  'shmem',
  'tpm',
  'panic',
  'memory',
  'redirdev',
  'iommu',
  'vsock',
  'crypto',
  'pstore',
] as const

export type DeviceKind = (typeof DEVICE_KINDS)[number]

/** A device as libvirt has it: from the definition, or added by libvirt. The fields are libvirt's after it has set its defaults. */
export interface Device {
  readonly kind: DeviceKind
  /** The element in the definition; `undefined` if libvirt adds the device. */
  readonly element: Cursor<unknown> | undefined
  /** The type of a controller, host device, NIC, input device, serial port, console or channel. */
  readonly type: string
  /** The bus of a disk or input device. */
  readonly bus: string
  /** The model, such as `virtio` or `pcie-root-port`; empty if there is none. */
  model: string
  /** The index of a controller, or the position of a disk's target name in the order of names; -1 if it is unknown. */
  index: number
  /** The address in the guest: from the definition, or assigned by libvirt. */
  address: DeviceAddress | undefined
}

/** A controller, with the settings that matter for the addresses on it. */
export interface ControllerDevice extends Device {
  readonly kind: 'controller'
  /** The number of ports, if it is set. */
  readonly ports: number | undefined
  /** Whether a USB controller is the companion of another one. */
  readonly isCompanion: boolean
}

/** A domain as libvirt has it: its devices by kind, including those that libvirt adds. */
export interface Definition {
  readonly board: Board
  readonly devices: { readonly [K in DeviceKind]: Device[] }
  readonly controllers: ControllerDevice[]
  readonly controllerIndex: ControllerIndex<ControllerDevice>
  /** The host devices, and the NICs that are host devices. */
  readonly hostdevs: Device[]
}

/** All devices, in the order in which libvirt goes through them. */
export function allDevices({ devices }: Definition): readonly Device[] {
  const all: Device[] = []
  for (const kind of DEVICE_KINDS) for (const device of devices[kind]) all.push(device)
  return all
}

/** A controller that libvirt adds. */
export const addedController = (type: string, index: number, model = ''): ControllerDevice => ({
  kind: 'controller',
  element: undefined,
  type,
  bus: '',
  model,
  index,
  address: undefined,
  ports: undefined,
  isCompanion: false,
})

/** Inserts a controller: those of a type are sorted by index, and a USB master comes before its companions. */
export function insertController(
  { controllers, controllerIndex }: Pick<Definition, 'controllers' | 'controllerIndex'>,
  added: ControllerDevice,
): void {
  const { type, index } = added
  const isLast = index === -1 || index > controllerIndex.highest(type)
  let at: number | undefined
  if (isLast) at = controllers.findLastIndex(other => other.type === type) + 1 || undefined
  for (let position = controllers.length - 1; position >= 0 && !isLast; position--) {
    const other = controllers[position]!
    if (other.type !== type) continue
    const isBefore =
      other.index > index || (other.index === index && other.isCompanion && !added.isCompanion)
    if (isBefore) at = position
    else at ??= position + 1
  }
  controllers.splice(at ?? controllers.length, 0, added)
}

/** Adds a controller to a definition: at its place in the order, or in older releases at the end. */
export function addController(definition: Definition, added: ControllerDevice): void {
  if (definition.board.sortsControllers) insertController(definition, added)
  else definition.controllers.push(added)
  definition.controllerIndex.add(added)
}

/** Adds a controller unless there is one of that type with that index. */
export function ensureController(
  definition: Definition,
  type: string,
  index: number,
  model = '',
): void {
  if (!definition.controllerIndex.find(type, index))
    addController(definition, addedController(type, index, model))
}

/** How a device is called in messages: `<memballoon>`, or the controller that libvirt adds. */
export function nameOfDevice({ kind, element, type, model, index }: Device): string {
  if (kind !== 'controller') return element ? `<${element.name}>` : `${kind} that libvirt adds`
  const name = kind === 'controller' && type === 'pci' ? model : `${type} controller`
  return `${name} ${index}${element ? '' : ' that libvirt adds'}`
}
