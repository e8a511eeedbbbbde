import type { Cursor, DomainCursor } from '../cursor.ts'
import type { Board } from './board.ts'
import type { ControllerDevice, Definition, Device, DeviceKind } from './device.ts'
import { readAddress } from './device-address.ts'
import { readDisks } from './read-disks.ts'

/** What a device is, as far as its address depends on it. */
interface Traits {
  readonly type?: string | undefined
  readonly bus?: string | undefined
  readonly model?: string | undefined
}

/** A device of a definition, or one that libvirt adds. */
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

const read = <T>(
  kind: DeviceKind,
  elements: readonly Cursor<T>[],
  traitsOf: (element: Cursor<T>) => Traits = () => ({}),
): Device[] => elements.map(element => newDevice(kind, element, traitsOf(element)))

/** The devices in a definition, by kind, in the order in which libvirt keeps them. Controllers have a file of their own. */
export function readDevices(
  domain: DomainCursor,
  board: Board,
  controllers: ControllerDevice[],
): Definition['devices'] {
  return {
    ...serialsAndConsoles(domain, board),
    disk: readDisks(domain),
    interface: read('interface', domain.each('devices/interface'), one => ({
      type: one.text('type'),
      model: one.text('model/type') ?? nicModel(one.text('type'), board),
    })),
    sound: read('sound', domain.each('devices/sound'), one => ({ model: one.text('model') })),
    hostdev: read('hostdev', domain.each('devices/hostdev'), one => ({
      type: one.text('mode') === 'capabilities' ? '' : one.text('type'),
      model: one.text('model'),
    })),
    video: readVideos(domain, board),
    controller: controllers,
    smartcard: read('smartcard', domain.each('devices/smartcard')),
    parallel: read('parallel', domain.each('devices/parallel')),
    channel: read('channel', domain.each('devices/channel'), one => ({
      type: one.text('target/type'),
    })),
    input: read('input', domain.each('devices/input'), one => ({
      type: one.text('type'),
      bus: one.text('bus') ?? inputBus(one.text('type'), board),
      model: one.text('model'),
    })),
    filesystem: read('filesystem', domain.each('devices/filesystem'), one => ({
      type: one.text('driver/type') ?? 'path',
      model: one.text('model'),
    })),
    watchdog: read('watchdog', domain.each('devices/watchdog'), one => ({
      model: one.text('model'),
    })),
    memballoon: read('memballoon', domain.each('devices/memballoon'), one => ({
      model: one.text('model'),
    })).map(withoutAddressOfNone),
    rng: read('rng', domain.each('devices/rng'), one => ({ model: one.text('model') })),
    nvram: read('nvram', domain.each('devices/nvram')),
    hub: read('hub', domain.each('devices/hub')),
    shmem: read('shmem', domain.each('devices/shmem')),
    tpm: read('tpm', domain.each('devices/tpm'), one => ({ model: one.text('model') })),
    panic: read('panic', domain.each('devices/panic'), one => ({
      model: one.text('model') ?? panicModel(board),
    })),
    memory: read('memory', domain.each('devices/memory'), one => ({ model: one.text('model') })),
    redirdev: read('redirdev', domain.each('devices/redirdev')),
    iommu: read('iommu', domain.each('devices/iommu'), one => ({ model: one.text('model') })),
    vsock: read('vsock', domain.each('devices/vsock'), one => ({ model: one.text('model') })),
    crypto: read('crypto', domain.each('devices/crypto'), one => ({ model: one.text('model') })),
    pstore: read('pstore', domain.each('devices/pstore')),
  }
}

/** libvirt ignores the address of a device of model "none". */
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

// The primary video device is the first one. libvirt adds one if there are graphics.
function readVideos(domain: DomainCursor, board: Board): Device[] {
  const videos: Device[] = []
  for (const one of domain.each('devices/video')) {
    const device = newDevice('video', one, { model: one.text('model/type') ?? videoModel(board) })
    if (one.text('model/primary') === 'yes') videos.unshift(device)
    else videos.push(device)
  }
  if (videos.length === 0 && domain.first('devices/graphics'))
    videos.push(newDevice('video', undefined, { model: videoModel(board) }))
  if (videos[0]) videos[0] = withoutAddressOfNone(videos[0])
  return videos
}

function videoModel({ arch, kind, isS390 }: Board): string {
  if (/^ppc64/.test(arch)) return 'vga'
  return kind === 'virt' || isS390 ? 'virtio' : 'cirrus'
}

// The first console can be a serial port: a copy of the first one, or the only one.
function serialsAndConsoles(domain: DomainCursor, board: Board) {
  const serial = read('serial', domain.each('devices/serial'), one => ({
    type: serialType(one.text('target/type'), board),
  }))
  const [first, ...others] = domain.each('devices/console')
  const isSerial = first !== undefined && (first.text('target/type') ?? 'serial') === 'serial'
  if (isSerial && serial.length === 0)
    serial.push(newDevice('serial', first, { type: serialType(undefined, board) }))
  const console = read('console', first && !isSerial ? [first, ...others] : others, one => ({
    type: one.text('target/type') ?? 'serial',
  }))
  return { serial, console }
}

function serialType(type: string | undefined, { kind, isX86, isS390 }: Board): string {
  if (type !== undefined && type !== 'isa-serial') return type
  if (isX86) return 'isa-serial'
  if (kind === 'pseries') return 'spapr-vio-serial'
  if (kind === 'virt') return 'system-serial'
  return isS390 ? 'sclp-serial' : ''
}
