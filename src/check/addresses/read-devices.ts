import type { Channel } from '../../schema/domain/channel.ts'
import type { Chardev } from '../../schema/domain/chardev.ts'
import type { Devices } from '../../schema/domain/devices.ts'
import type { Filesystem } from '../../schema/domain/filesystem.ts'
import type { Hostdev } from '../../schema/domain/hostdev.ts'
import type { Input } from '../../schema/domain/input.ts'
import type { Nic } from '../../schema/domain/interface.ts'
import type { Panic } from '../../schema/domain/panic.ts'
import type { Rng } from '../../schema/domain/rng.ts'
import type { Video } from '../../schema/domain/video.ts'
import type { Cursor, DomainCursor } from '../cursor.ts'
import { nicModelOf } from '../facts/nics.ts'
import type { Board } from './board.ts'
import {
  type ControllerDevice,
  DEVICE_KINDS,
  type Definition,
  type Device,
  type DeviceKind,
} from './device.ts'
import { readAddress } from './device-address.ts'
import { readDisks } from './read-disks.ts'

/** The properties of a device that its address depends on. */
interface Traits {
  readonly type?: string | undefined
  readonly bus?: string | undefined
  readonly model?: string | undefined
}

/** Makes a device for an element of the definition, or a device that libvirt adds. */
export const newDevice = (
  kind: DeviceKind,
  element: Cursor<unknown> | undefined,
  { type = '', bus = '', model = '' }: Traits,
): Device => ({
  kind,
  element,
  type,
  bus,
  model,
  index: -1,
  address: element && readAddress(element),
})

/** The devices in a definition, by kind, in the order in which libvirt stores them. The caller passes the controllers. */
export function readDevices(
  domain: DomainCursor,
  board: Board,
  controllers: ControllerDevice[],
): Definition['devices'] {
  const lists = {} as Record<DeviceKind, Device[]>
  for (const kind of DEVICE_KINDS) lists[kind] = []
  lists.controller = controllers
  lists.disk = readDisks(domain)
  for (const devices of domain.each('devices')) readKinds(lists, devices, board)
  readConsoles(lists, domain, board)
  completeVideos(lists.video, domain, board)
  return lists
}

// The kinds of devices that are read in the order of the definition. Disks and controllers are sorted instead, and consoles
// depend on the serial ports.
const PLAIN_KINDS: ReadonlySet<string> = new Set(
  DEVICE_KINDS.filter(kind => !/^(disk|controller|console)$/.test(kind)),
)

function readKinds(
  lists: Record<DeviceKind, Device[]>,
  devices: Cursor<Devices>,
  board: Board,
): void {
  for (const element of devices.each('*')) {
    const kind = element.key as DeviceKind
    if (!PLAIN_KINDS.has(kind)) continue
    const device = newDevice(kind, element, traitsOf(kind, element, board))
    // libvirt moves the primary video device to the front of the list.
    if (kind === 'video' && isPrimary(element as Cursor<Video>)) lists.video.unshift(device)
    else lists[kind].push(kind === 'memballoon' ? withoutAddressOfNone(device) : device)
  }
}

const NO_TRAITS: Traits = {}

function traitsOf(kind: DeviceKind, element: Cursor<unknown>, board: Board): Traits {
  switch (kind) {
    case 'interface': {
      const nic = element as Cursor<Nic>
      const type = nic.text('type')
      return { type, model: nicModelOf(nic) ?? nicModel(type, board) }
    }
    case 'hostdev': {
      const hostdev = element as Cursor<Hostdev>
      const isSubsystem = hostdev.text('mode') !== 'capabilities'
      return { type: isSubsystem ? hostdev.text('type') : '', model: hostdev.text('model') }
    }
    case 'video':
      return { model: (element as Cursor<Video>).text('model/type') ?? videoModel(board) }
    case 'serial':
      return { type: serialType((element as Cursor<Chardev>).text('target/type'), board) }
    case 'channel':
      return { type: (element as Cursor<Channel>).text('target/type') }
    case 'input': {
      const input = element as Cursor<Input>
      const type = input.text('type')
      return { type, bus: input.text('bus') ?? inputBus(type, board), model: input.text('model') }
    }
    case 'filesystem': {
      const filesystem = element as Cursor<Filesystem>
      return { type: filesystem.text('driver/type') ?? 'path', model: filesystem.text('model') }
    }
    case 'panic':
      return { model: (element as Cursor<Panic>).text('model') ?? panicModel(board) }
    case 'sound':
    case 'watchdog':
    case 'memballoon':
    case 'rng':
    case 'tpm':
    case 'memory':
    case 'iommu':
    case 'vsock':
    case 'crypto':
      // The cast is safe, because all elements of these kinds have the attribute "model".
      return { model: (element as Cursor<Rng>).text('model') }
    default:
      return NO_TRAITS
  }
}

/** Removes the address of a device of model "none", because libvirt ignores this address. */
const withoutAddressOfNone = (device: Device): Device =>
  device.model === 'none' ? { ...device, address: undefined } : device

function nicModel(type: string | undefined, { machine, kind, isArm, isS390 }: Board): string {
  if (type === 'hostdev') return ''
  if (type === 'vdpa' || kind === 'virt' || isS390) return 'virtio'
  if (isArm) return machine === 'versatilepb' ? 'smc91c111' : 'lan9118'
  return 'rtl8139'
}

function panicModel({ kind, isX86, isS390 }: Board): string {
  if (kind === 'pseries') return 'pseries'
  if (isS390) return 's390'
  return isX86 ? 'isa' : 'pvpanic'
}

function inputBus(type: string | undefined, { isX86, isS390 }: Board): string {
  if ((type === 'mouse' || type === 'keyboard') && isX86) return 'ps2'
  if (isS390 || type === 'passthrough') return 'virtio'
  return type === 'evdev' ? 'none' : 'usb'
}

const isPrimary = (video: Cursor<Video>): boolean => video.text('model/primary') === 'yes'

// libvirt adds a video device if the definition has graphics but no video device.
function completeVideos(videos: Device[], domain: DomainCursor, board: Board): void {
  if (videos.length === 0 && domain.first('devices/graphics'))
    videos.push(newDevice('video', undefined, { model: videoModel(board) }))
  if (videos[0]) videos[0] = withoutAddressOfNone(videos[0])
}

function videoModel({ arch, kind, isS390 }: Board): string {
  if (/^ppc64/.test(arch)) return 'vga'
  return kind === 'virt' || isS390 ? 'virtio' : 'cirrus'
}

// The first console can be a serial port. It is then a copy of the first <serial>, or the only serial port.
function readConsoles(
  { serial, console: consoles }: Record<'serial' | 'console', Device[]>,
  domain: DomainCursor,
  board: Board,
): void {
  for (const [nth, element] of domain.each('devices/console').entries()) {
    const type = element.text('target/type') ?? 'serial'
    if (nth > 0 || type !== 'serial') consoles.push(newDevice('console', element, { type }))
    else if (serial.length === 0)
      serial.push(newDevice('serial', element, { type: serialType(undefined, board) }))
  }
}

function serialType(type: string | undefined, { kind, isX86, isS390 }: Board): string {
  if (type !== undefined && type !== 'isa-serial') return type
  if (isX86) return 'isa-serial'
  if (kind === 'pseries') return 'spapr-vio-serial'
  if (kind === 'virt') return 'system-serial'
  return isS390 ? 'sclp-serial' : ''
}
