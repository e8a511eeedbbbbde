import type { Cursor } from '../cursor.ts'
import type { Board } from './board.ts'
import type { ControllerIndex } from './controller-index.ts'
import type { DeviceAddress } from './device-address.ts'

/** The kinds of devices that can have an address, in the order in which libvirt processes them. */
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

/** A device of the definition, or a device that libvirt adds. The fields have the values after libvirt has set its defaults. */
export interface Device {
  readonly kind: DeviceKind
  /** The element in the definition, or `undefined` if libvirt adds the device. */
  readonly element: Cursor<unknown> | undefined
  /**
   * The type of the device. Only controllers, host devices, NICs, input devices, serial ports, consoles and channels have a
   * type.
   */
  readonly type: string
  /** The bus of a disk or input device. */
  readonly bus: string
  /** The model, such as `virtio` or `pcie-root-port`. It is empty for a device without a model. */
  model: string
  /** The index of a controller, or the index in the target name of a disk: sda is 0, sdb is 1. -1 if the index is not known. */
  index: number
  /** The address in the guest, either from the definition or assigned by libvirt. */
  address: DeviceAddress | undefined
}

/** A controller, with the settings that determine which addresses exist on it. */
export interface ControllerDevice extends Device {
  readonly kind: 'controller'
  /** The number of ports of the controller, if it is set. */
  readonly ports: number | undefined
  /** Whether a USB controller is the companion of another USB controller. */
  readonly isCompanion: boolean
}

/** The devices of a domain by kind, including the devices that libvirt adds. */
export interface Definition {
  readonly board: Board
  readonly devices: { readonly [K in DeviceKind]: Device[] }
  readonly controllers: ControllerDevice[]
  readonly controllerIndex: ControllerIndex<ControllerDevice>
  /** The host devices, and the NICs that are host devices. */
  readonly hostdevs: Device[]
}

/** All devices, in the order in which libvirt processes them. */
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

/**
 * Inserts a controller into the list. Controllers of a type are sorted by index, and a USB master comes before its companion
 * controllers.
 */
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

/** Adds a controller to a definition, in the sorted position. For older libvirt releases, adds the controller at the end. */
export function addController(definition: Definition, added: ControllerDevice): void {
  if (definition.board.sortsControllers) insertController(definition, added)
  else definition.controllers.push(added)
  definition.controllerIndex.add(added)
}

/** Adds a controller unless the definition already has a controller of this type with this index. */
export function ensureController(
  definition: Definition,
  type: string,
  index: number,
  model = '',
): void {
  if (!definition.controllerIndex.find(type, index))
    addController(definition, addedController(type, index, model))
}

/** The name of a device in messages, such as `<memballoon>` or `usb controller 0 that libvirt adds`. */
export function nameOfDevice({ kind, element, type, model, index }: Device): string {
  if (kind !== 'controller') return element ? `<${element.name}>` : `${kind} that libvirt adds`
  const name = kind === 'controller' && type === 'pci' ? model : `${type} controller`
  return `${name} ${index}${element ? '' : ' that libvirt adds'}`
}
