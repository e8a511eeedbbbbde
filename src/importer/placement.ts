import { lookup } from '../schema/core/lookup.ts'
import { isNode, type Node, scalarAt, valuesOf } from '../tree/node.ts'

/*
 * Where the devices of a guest stand, and which of its buses libvirt would make by itself. A layout that shows a hand is
 * left as it is: what was chosen has a meaning, and what libvirt chose it would choose again.
 */

const QEMU = ['kvm', 'qemu', 'kqemu', 'hvf']
const PC = [undefined, 'x86_64', 'i686']

// Buses that nobody gets without asking.
const BY_HAND =
  /^(pci-expander-bus|pcie-expander-bus|pcie-switch-upstream-port|pcie-switch-downstream-port)$/

/** How many devices the disk controllers of a bus take, and how they are counted. */
const seats: Readonly<Record<string, readonly [perController: number, perBus: number]>> = {
  ide: [4, 2],
  sata: [6, 6],
  scsi: [16, 16],
  fdc: [2, 2],
}

/** The devices of a domain as libvirt places them. */
export class Placement {
  readonly #domain: Node
  readonly #controllers: readonly Node[]
  readonly #devices: readonly Node[]
  readonly #disks: readonly Node[]
  readonly #isQemu: boolean
  readonly #isHandmade: boolean

  constructor(domain: Node) {
    const of = (key?: string): readonly Node[] => {
      const devices = domain.fields.devices?.value
      const slots = isNode(devices) ? Object.entries(devices.fields) : []
      return slots
        .filter(([name]) => key === undefined || name === key)
        .flatMap(([, slot]) => valuesOf(slot).filter(isNode))
    }
    this.#domain = domain
    this.#controllers = of('controller')
    this.#disks = of('disk')
    this.#devices = of()
    this.#isQemu =
      QEMU.includes(String(scalarAt(domain, 'type'))) &&
      scalarAt(domain, 'os', 'type', 'value') === 'hvm'
    this.#isHandmade = [...this.#controllers, ...this.#pci()].some(one => this.#showsHand(one))
  }

  /** Would libvirt put a device just there, or anywhere as good? */
  isAssigned(device: Node): boolean {
    if (!this.#isQemu) return false
    const arch = scalarAt(this.#domain, 'os', 'type', 'arch')
    switch (scalarAt(device, 'address', 'type')) {
      case 'pci':
        return !this.#isHandmade && (PC.includes(arch as string) || String(arch).startsWith('ppc'))
      case 'drive':
        return this.#disks.includes(device) && isSeat(device)
      case 'usb':
        return at(device, 'bus') === 0
      case 'virtio-serial':
      case 'ccid':
        return at(device, 'controller') === 0
      case 'virtio-mmio':
        return false
      default:
        return true
    }
  }

  /** Would libvirt add this controller by itself? */
  adds(controller: Node): boolean {
    if (!this.#isQemu || !isPlain(controller)) return false
    const type = String(scalarAt(controller, 'type'))
    const model = scalarAt(controller, 'model')
    const index = Number(scalarAt(controller, 'index') ?? 0)
    if (type === 'pci') return !this.#isHandmade && this.#addsPci(String(model), index)
    if (type === 'usb') return this.#addsUsb(model, index)
    if (model !== undefined) return false
    if (type === 'virtio-serial' || type === 'ccid')
      return this.#devices.some(
        device =>
          scalarAt(device, 'address', 'type') === type && at(device, 'controller') === index,
      )
    if (lookup(seats, type))
      return (
        (index === 0 && this.#isBuiltIn(type)) ||
        this.#disks.some(disk => busOf(disk) === type && controllerOf(disk) === index)
      )
    return false
  }

  #addsPci(model: string, index: number): boolean {
    if (index === 0)
      return this.#is('q35') ? model === 'pcie-root' : this.#is('pc') && model === 'pci-root'
    // What nothing is plugged into is there for what is plugged in later.
    return this.#is('q35') || this.#is('pc')
      ? this.#pci().some(device => at(device, 'bus') === index)
      : false
  }

  #addsUsb(model: unknown, index: number): boolean {
    const others = this.#controllers.filter(one => scalarAt(one, 'type') === 'usb')
    return (
      index === 0 &&
      others.length === 1 &&
      this.#is('pc') &&
      (model === undefined || model === 'piix3-uhci')
    )
  }

  #isBuiltIn(type: string): boolean {
    return (type === 'sata' && this.#is('q35')) || (type === 'ide' && this.#is('pc'))
  }

  #is(kind: 'pc' | 'q35'): boolean {
    const machine = String(scalarAt(this.#domain, 'os', 'type', 'machine') ?? '')
    if (!PC.includes(scalarAt(this.#domain, 'os', 'type', 'arch') as string)) return false
    return kind === 'q35'
      ? /^(pc-)?q35/.test(machine)
      : /^(pc$|pc-(?!q35)|rhel.*-i440|$)/.test(machine)
  }

  #pci(): readonly Node[] {
    return this.#devices.filter(device => scalarAt(device, 'address', 'type') === 'pci')
  }

  // Devices as functions of one slot, and buses that nobody gets without asking.
  #showsHand(device: Node): boolean {
    const isController = this.#controllers.includes(device)
    if (!isController) return at(device, 'function') !== 0 || isMultifunction(device)
    if (scalarAt(device, 'type') !== 'pci') return false
    return BY_HAND.test(String(scalarAt(device, 'model'))) || !isPlain(device)
  }
}

const isMultifunction = (device: Node): boolean =>
  ['on', true].includes(scalarAt(device, 'address', 'multifunction') as string)

/** A number of a device's address; 0 where it is left out. */
const at = (device: Node, key: string): number => Number(scalarAt(device, 'address', key) ?? 0)

// Nothing is said of it but what and which it is, and where it stands.
function isPlain({ fields }: Node): boolean {
  const target = fields.target?.value
  return (
    Object.keys(fields).every(key =>
      ['type', 'index', 'model', 'modelName', 'target', 'alias', 'address'].includes(key),
    ) &&
    (!isNode(target) ||
      Object.keys(target.fields).every(key => ['chassis', 'chassisNr', 'port'].includes(key)))
  )
}

const busOf = (disk: Node): string => String(scalarAt(disk, 'target', 'bus'))

// What `vdc` is the third of.
function numberOf(disk: Node): number {
  const letters = /^(?:vd|sd|hd|fd)([a-z]+)$/.exec(String(scalarAt(disk, 'target', 'dev')))?.[1]
  if (letters === undefined) return Number.NaN
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1
}

function controllerOf(disk: Node): number {
  const given = scalarAt(disk, 'address', 'controller')
  if (given !== undefined) return Number(given)
  return Math.floor(numberOf(disk) / (lookup(seats, busOf(disk))?.[0] ?? 1))
}

// Is a disk where libvirt puts one of its name?
function isSeat(disk: Node): boolean {
  const seat = lookup(seats, busOf(disk))
  if (!seat) return false
  const [perController, perBus] = seat
  const number = numberOf(disk)
  const place = number % perController
  return (
    at(disk, 'controller') === Math.floor(number / perController) &&
    at(disk, 'bus') === Math.floor(place / perBus) &&
    at(disk, 'target') === 0 &&
    at(disk, 'unit') === place % perBus
  )
}
