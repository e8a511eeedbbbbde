import type { Definition, Device } from './device.ts'
import { isPlacedPci, pciText, wantsPci } from './device-address.ts'
import { CONNECT, connectOf } from './pci-connect.ts'
import { type PciSet, type PciSlot, setPciAddress } from './pci-set.ts'
import type { ReportProblem } from './problem.ts'

/** Places the devices of a PC's chipset, and the other devices for which libvirt prefers a certain slot. */
export function placeChipset(definition: Definition, set: PciSet, report: ReportProblem): void {
  if (definition.board.kind === 'i440fx') placeI440fx(definition, set, report)
  if (definition.board.kind === 'q35') placeQ35(definition, set, report)
}

const at = (slot: number, fn = 0): PciSlot => ({ domain: 0, bus: 0, slot, function: fn })

/** Reserves the address of a chipset device that has no element in the definition. */
function reservePart(
  definition: Definition,
  set: PciSet,
  name: string,
  address: PciSlot,
  connect: number,
): void {
  // To reserve an address, a device is needed, but any device can be passed here. If another device has the address, the
  // problem is reported for that other device.
  set.reserve(definition.controllers[0]!, address, connect, true, name)
}

function reserveAt(device: Device, set: PciSet, address: PciSlot, connect: number): void {
  if (set.reserve(device, address, connect)) setPciAddress(device, address)
}

function placeI440fx(definition: Definition, set: PciSet, report: ReportProblem): void {
  const connect = CONNECT.pci | CONNECT.auto
  for (const one of definition.controllers) {
    if (one.index !== 0) continue
    const fn = one.type === 'ide' ? 1 : one.type === 'usb' && one.model === 'piix3-uhci' ? 2 : 0
    if (fn === 0) continue
    const expected = at(1, fn)
    if (!checkFixed(one, expected, report)) continue
    if (set.buses.length > 0) set.reserve(one, expected, connect)
    setPciAddress(one, expected)
  }
  if (set.buses.length > 0) {
    reservePart(definition, set, 'ISA bridge', at(1), connect)
    reservePart(definition, set, 'power management', at(1, 3), connect)
  }
  placePrimaryVideo(definition, set, 2, connect)
}

/** Whether a chipset device has either its fixed address or no address. Any other address is reported. */
function checkFixed(device: Device, expected: PciSlot, report: ReportProblem): boolean {
  const { address } = device
  if (!isPlacedPci(address) || pciText(address) === pciText(expected)) return true
  report({ kind: 'pci-chipset', device, expected: pciText(expected) })
  return false
}

function placePrimaryVideo(
  definition: Definition,
  set: PciSet,
  slot: number,
  connect: number,
): void {
  const [video] = definition.devices.video
  if (!video || /^(none|ramfb)$/.test(video.model) || !wantsPci(video.address)) return
  if (set.isUsed(slot)) set.reserveNext(video, connectOf(video, definition))
  else reserveAt(video, set, at(slot), connect)
}

function placeQ35(definition: Definition, set: PciSet, report: ReportProblem): void {
  const connect = CONNECT.pcie
  for (const one of definition.controllers) {
    const isFree = one.address === undefined
    if (one.type === 'sata' && one.index === 0) {
      // In the first pass, libvirt only adds the address of a SATA controller to the definition. It reserves the address in
      // the second pass.
      if (!isPlacedPci(one.address)) set.isComplete = false
      if (checkFixed(one, at(0x1f, 2), report)) setPciAddress(one, at(0x1f, 2))
    } else if (one.type === 'usb' && one.model === 'ich9-uhci1' && isFree) {
      const slot = [0x1d, 0x1a].find(usual => !set.isUsed(usual))
      if (slot !== undefined) reserveAt(one, set, at(slot), connect)
    } else if (one.type === 'pci' && one.model === 'dmi-to-pci-bridge' && isFree) {
      if (!set.isUsed(0x1e)) reserveAt(one, set, at(0x1e), connect)
    }
  }
  reservePart(definition, set, 'ISA bridge', at(0x1f), connect)
  reservePart(definition, set, 'SMBus', at(0x1f, 3), connect)
  placePrimaryVideo(definition, set, 1, connect)
  const sound = definition.devices.sound.find(
    ({ model, address }) => model === 'ich9' && wantsPci(address),
  )
  if (sound && !set.isUsed(0x1b)) reserveAt(sound, set, at(0x1b), connect)
}
