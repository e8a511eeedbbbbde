import { allDevices, type Definition, type Device } from './device.ts'
import type { DeviceAddress } from './device-address.ts'
import type { ReportProblem } from './problem.ts'

/** Gives virtio devices CCW addresses on s390, and virtio-mmio addresses on some Arm and RISC-V boards. */
export function assignVirtioBus(definition: Definition, report: ReportProblem): void {
  const { board, hostdevs } = definition
  if (board.kind === 's390-ccw') {
    for (const hostdev of hostdevs) {
      if (hostdev.type !== 'mdev') continue
      if (hostdev.model === 'vfio-ccw') hostdev.address ??= UNASSIGNED_CCW
      if (hostdev.model === 'vfio-ap') hostdev.address = undefined
    }
    prime(definition, UNASSIGNED_CCW)
    assignCcw(definition, report)
  } else if (usesMmio(definition)) {
    prime(definition, { type: 'virtio-mmio' })
  }
  if (!board.assignsPci) reportWithoutBus(definition, report)
}

/** Reports virtio devices on a board that has neither PCI nor virtio-mmio. Virtio NICs are not reported. */
function reportWithoutBus({ devices }: Definition, report: ReportProblem): void {
  const virtio = [
    ...devices.disk.filter(({ bus }) => bus === 'virtio'),
    ...devices.input.filter(({ bus }) => bus === 'virtio'),
    ...devices.video.filter(({ model }) => model === 'virtio'),
    ...devices.controller.filter(
      ({ type, model }) => type === 'virtio-serial' || (type === 'scsi' && model === 'virtio-scsi'),
    ),
    ...devices.memballoon.filter(({ model }) => model !== 'none'),
    ...devices.rng,
    ...devices.filesystem,
    ...devices.vsock,
    ...devices.shmem,
  ]
  for (const device of virtio)
    if (device.address === undefined) report({ kind: 'pci-no-bus', device })
}

const UNASSIGNED_CCW = { type: 'ccw', cssid: 0, ssid: 0, devno: undefined } as const

// On the machine virt, libvirt uses virtio-mmio only if the definition has a device with a virtio-mmio address.
function usesMmio(definition: Definition): boolean {
  const { board } = definition
  const isVexpress = board.isArm && board.machine.startsWith('vexpress-')
  if (isVexpress) return true
  if (board.kind !== 'virt' || board.arch === 'loongarch64') return false
  return allDevices(definition).some(({ address }) => address?.type === 'virtio-mmio')
}

/** Gives an address to each virtio device without an address. */
function prime({ devices, hostdevs }: Definition, address: DeviceAddress): void {
  const set = (some: readonly Device[], isVirtio: (device: Device) => boolean = () => true) => {
    for (const device of some) if (isVirtio(device)) device.address ??= address
  }
  set(devices.disk, ({ bus }) => bus === 'virtio')
  set(devices.interface, ({ model }) => /^virtio(-(non-)?transitional)?$/.test(model))
  set(devices.video, ({ model }) => model === 'virtio')
  set(devices.input, ({ bus }) => bus === 'virtio')
  set(devices.controller, ({ type }) => type === 'virtio-serial' || type === 'scsi')
  set(hostdevs, ({ type }) => type === 'scsi_host')
  set(devices.memballoon, ({ model }) => model !== 'none')
  set(devices.rng)
  set(devices.memory, ({ model }) => model === 'virtio-pmem' || model === 'virtio-mem')
  if (address.type === 'ccw') {
    set(devices.filesystem)
    set(devices.vsock)
  }
  set(devices.crypto)
  set(devices.sound, ({ model }) => model === 'virtio')
}

function assignCcw(definition: Definition, report: ReportProblem): void {
  const used = new Map<string, Device>()
  const devices = allDevices(definition).filter(({ address }) => address?.type === 'ccw')
  for (const device of devices) {
    const text = ccwText(device)
    if (text === undefined) continue
    const holder = used.get(text)
    if (holder) report({ kind: 'ccw-taken', device, holder, address: text })
    else used.set(text, device)
  }
  let devno = 0
  for (const device of devices) {
    if (ccwText(device) !== undefined) continue
    const next = () => ({ type: 'ccw', cssid: 0xfe, ssid: 0, devno }) as const
    device.address = next()
    while (used.has(ccwText(device)!)) {
      devno++
      device.address = next()
    }
    used.set(ccwText(device)!, device)
  }
}

/** The text of a CCW address, such as `fe.0.0001`, or `undefined` if devno is not set. */
function ccwText({ address }: Device): string | undefined {
  if (address?.type !== 'ccw' || address.devno === undefined) return undefined
  const { cssid, ssid, devno } = address
  return `${cssid.toString(16)}.${ssid}.${devno.toString(16).padStart(4, '0')}`
}
