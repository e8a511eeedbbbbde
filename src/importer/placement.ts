import { lookup } from '../schema/core/lookup.ts'
import { isNode, type Node, scalarAt, valuesOf } from '../tree/node.ts'

/*
 * Predicts the addresses and controllers that libvirt assigns to the devices of a guest. An import with --clean
 * removes these, because libvirt assigns them again. A PCI layout that libvirt would not choose is kept whole.
 */

const QEMU = ['kvm', 'qemu', 'kqemu', 'hvf']
const PC = [undefined, 'x86_64', 'i686']

/** The PCI slots of the controllers in the q35 chipset, by controller type. */
const CHIPSET_SLOTS: Readonly<Record<string, readonly number[] | undefined>> = {
  sata: [0x1f],
  usb: [0x1a, 0x1d],
}

// The PCI controllers that libvirt never adds automatically. If a domain has one of them, a user has added it.
const MANUAL_MODELS =
  /^(pci-expander-bus|pcie-expander-bus|pcie-switch-upstream-port|pcie-switch-downstream-port)$/

/** For each disk bus, the maximum number of disks on a controller and on each bus of the controller. */
const diskCapacity: Readonly<Record<string, readonly [perController: number, perBus: number]>> = {
  ide: [4, 2],
  sata: [6, 6],
  scsi: [16, 16],
  fdc: [2, 2],
}

/**
 * Which parts of the PCI layout an import keeps. `none`: only what libvirt would not add. `ports`: also the root ports,
 * including the free ones for hotplug. `controllers`: all controllers, without their addresses. `all`: everything.
 */
export type PciParts = 'none' | 'ports' | 'controllers' | 'all'

/** Predicts the addresses and controllers that libvirt assigns to the devices of a domain. */
export class Placement {
  readonly #domain: Node
  readonly #controllers: readonly Node[]
  readonly #disks: ReadonlySet<Node>
  /** The buses and controllers to which devices are attached, such as `pci/1`, `virtio-serial/0` and `disk/sata/0`. */
  readonly #used = new Set<string>()
  readonly #usbControllers: number
  readonly #isQemu: boolean
  readonly #pci: PciParts
  /** The controllers whose index can be left out, because libvirt or a build would assign the same index again. */
  readonly #numbered: ReadonlySet<Node>

  constructor(domain: Node, pci: PciParts) {
    const of = (key?: string): readonly Node[] => {
      const devices = domain.fields.devices?.value
      const slots = isNode(devices) ? Object.entries(devices.fields) : []
      return slots
        .filter(([name]) => key === undefined || name === key)
        .flatMap(([, slot]) => valuesOf(slot).filter(isNode))
    }
    this.#domain = domain
    this.#controllers = of('controller')
    this.#disks = new Set(of('disk'))
    const devices = of()
    for (const device of devices) {
      const type = scalarAt(device, 'address', 'type')
      if (type === undefined) continue
      this.#used.add(`${type}/${addressNumber(device, type === 'pci' ? 'bus' : 'controller')}`)
    }
    for (const disk of this.#disks) this.#used.add(`disk/${busOf(disk)}/${controllerOf(disk)}`)
    this.#usbControllers = this.#controllers.filter(one => scalarAt(one, 'type') === 'usb').length
    this.#isQemu =
      QEMU.includes(String(scalarAt(domain, 'type'))) &&
      scalarAt(domain, 'os', 'type', 'value') === 'hvm'
    this.#pci = this.#controllers.some(isManual) ? 'all' : pci
    this.#numbered =
      this.#pci === 'all'
        ? new Set()
        : numberedAgain(this.#controllers.filter(one => !this.isAdded(one)))
  }

  /**
   * Whether a device can be imported without its address, because libvirt would assign the same or an equivalent address again.
   */
  isAssigned(device: Node): boolean {
    if (!this.#isQemu) return false
    const arch = scalarAt(this.#domain, 'os', 'type', 'arch')
    switch (scalarAt(device, 'address', 'type')) {
      case 'pci':
        return (
          this.#pci !== 'all' &&
          !isFunction(device) &&
          (PC.includes(arch as string) || String(arch).startsWith('ppc')) &&
          !this.#isChosenOnRoot(device)
        )
      case 'drive':
        return this.#disks.has(device) && hasDerivedAddress(device)
      case 'usb':
        return addressNumber(device, 'bus') === 0
      case 'virtio-serial':
      case 'ccid':
        return addressNumber(device, 'controller') === 0
      case 'virtio-mmio':
        return false
      default:
        return true
    }
  }

  // Whether the slot of a device on the root bus of q35 was chosen by a user. libvirt itself puts only a few devices on this
  // bus.
  #isChosenOnRoot(device: Node): boolean {
    const { name } = device.element
    const slot = addressNumber(device, 'slot')
    if (!this.#isMachine('q35') || addressNumber(device, 'bus') !== 0 || slot === 0) return false
    if (name === 'controller') {
      const type = String(scalarAt(device, 'type'))
      return type !== 'pci' && !lookup(CHIPSET_SLOTS, type)?.includes(slot)
    }
    const isPrimary = name === 'video' && slot === 1
    const isChipset = name === 'sound' && scalarAt(device, 'model') === 'ich9' && slot === 0x1b
    return !isPrimary && !isChipset
  }

  /** Whether a controller can be left out, because libvirt would add it to the domain. */
  isAdded(controller: Node): boolean {
    if (!this.#isQemu || !isPlain(controller)) return false
    const type = String(scalarAt(controller, 'type'))
    const model = scalarAt(controller, 'model')
    const index = Number(scalarAt(controller, 'index') ?? 0)
    if (type === 'pci')
      return this.#pci !== 'all' && this.#addsPci(controller, String(model), index)
    if (type === 'usb') return this.#addsUsb(model, index)
    if (model !== undefined) return false
    if (type === 'virtio-serial' || type === 'ccid') return this.#used.has(`${type}/${index}`)
    if (lookup(diskCapacity, type))
      return (index === 0 && this.#isBuiltIn(type)) || this.#used.has(`disk/${type}/${index}`)
    return false
  }

  /** Whether an attribute or element of a controller can be left out, because libvirt or a build sets it again. */
  isSetAgain(controller: Node, key: string): boolean {
    if (!this.#isQemu || controller.element.name !== 'controller') return false
    return (
      (key === 'index' && this.#numbered.has(controller)) ||
      (key === 'modelName' && this.#pci !== 'all' && scalarAt(controller, 'type') === 'pci')
    )
  }

  #addsPci(controller: Node, model: string, index: number): boolean {
    if (isRootPort(controller)) return this.#pci === 'none'
    if (index === 0)
      return this.#isMachine('q35')
        ? model === 'pcie-root'
        : this.#isMachine('pc') && model === 'pci-root'
    if (this.#pci === 'controllers') return false
    return this.#isMachine('q35') || this.#isMachine('pc') ? this.#used.has(`pci/${index}`) : false
  }

  #addsUsb(model: unknown, index: number): boolean {
    return (
      index === 0 &&
      this.#usbControllers === 1 &&
      this.#isMachine('pc') &&
      (model === undefined || model === 'piix3-uhci')
    )
  }

  #isBuiltIn(type: string): boolean {
    return type === 'sata' && this.#isMachine('q35')
  }

  #isMachine(kind: 'pc' | 'q35'): boolean {
    const machine = String(scalarAt(this.#domain, 'os', 'type', 'machine') ?? '')
    if (!PC.includes(scalarAt(this.#domain, 'os', 'type', 'arch') as string)) return false
    return kind === 'q35'
      ? /^(pc-)?q35/.test(machine)
      : /^(pc$|pc-(?!q35)|rhel.*-i440|$)/.test(machine)
  }
}

// Whether a user added or changed a PCI controller. This is the case if libvirt would not add such a controller by itself.
const isManual = (controller: Node): boolean =>
  scalarAt(controller, 'type') === 'pci' &&
  (MANUAL_MODELS.test(String(scalarAt(controller, 'model'))) || !isPlain(controller))

const isRootPort = (controller: Node): boolean => scalarAt(controller, 'model') === 'pcie-root-port'

const indexOf = (controller: Node): number => Number(scalarAt(controller, 'index') ?? Number.NaN)

// libvirt puts several functions into one slot only for controllers that it adds itself.
const isFunction = (device: Node): boolean =>
  device.element.name !== 'controller' &&
  (addressNumber(device, 'function') !== 0 || isMultifunction(device))

// Returns the controllers to which libvirt would give the same index again if no index were set. Except for the root
// controller, PCI controllers are numbered from 1. All controllers of an ICH9 USB controller have the same index.
function numberedAgain(controllers: readonly Node[]): ReadonlySet<Node> {
  const typeOf = (one: Node): string => String(scalarAt(one, 'type'))
  const types = [...new Set(controllers.map(typeOf))]
  return new Set(
    types.flatMap(type => {
      const isPci = type === 'pci'
      const listed = controllers.filter(
        one => typeOf(one) === type && !(isPci && indexOf(one) === 0),
      )
      let next = isPci ? 1 : 0
      const isNumbered = listed.every(one => {
        const isPart = /^ich9-uhci/.test(String(scalarAt(one, 'model')))
        return indexOf(one) === (isPart ? next - 1 : next++)
      })
      return isNumbered ? listed : []
    }),
  )
}

const isMultifunction = (device: Node): boolean =>
  ['on', true].includes(scalarAt(device, 'address', 'multifunction') as string)

/** Returns a number in the address of a device. Returns 0 if the address does not contain this number. */
const addressNumber = (device: Node, key: string): number =>
  Number(scalarAt(device, 'address', key) ?? 0)

// Whether a controller has only settings that libvirt also sets, such as its type, model, index and address.
function isPlain(controller: Node): boolean {
  const { fields } = controller
  const target = fields.target?.value
  const modelName = scalarAt(controller, 'modelName', 'name') ?? scalarAt(controller, 'modelName')
  return (
    Object.keys(fields).every(key =>
      ['type', 'index', 'model', 'modelName', 'target', 'alias', 'address'].includes(key),
    ) &&
    !String(scalarAt(controller, 'alias', 'name')).startsWith('ua-') &&
    // The controller model ioh3420 was the default for PCI Express root ports before libvirt 3.4.0, and is still the default
    // if QEMU does not have the newer model.
    modelName !== 'ioh3420' &&
    (!isNode(target) ||
      Object.keys(target.fields).every(key => ['chassis', 'chassisNr', 'port'].includes(key)))
  )
}

const busOf = (disk: Node): string => String(scalarAt(disk, 'target', 'bus'))

// Returns the index of a disk, derived from the target name: 2 for `vdc`.
function diskIndex(disk: Node): number {
  const letters = /^(?:vd|sd|hd|fd)([a-z]+)$/.exec(String(scalarAt(disk, 'target', 'dev')))?.[1]
  if (letters === undefined) return Number.NaN
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 96, 0) - 1
}

function controllerOf(disk: Node): number {
  const controller = scalarAt(disk, 'address', 'controller')
  if (controller !== undefined) return Number(controller)
  return Math.floor(diskIndex(disk) / (lookup(diskCapacity, busOf(disk))?.[0] ?? 1))
}

// Whether the address of a disk is equal to the address that libvirt derives from the target name.
function hasDerivedAddress(disk: Node): boolean {
  const capacity = lookup(diskCapacity, busOf(disk))
  if (!capacity) return false
  const [perController, perBus] = capacity
  const index = diskIndex(disk)
  const slot = index % perController
  return (
    addressNumber(disk, 'controller') === Math.floor(index / perController) &&
    addressNumber(disk, 'bus') === Math.floor(slot / perBus) &&
    addressNumber(disk, 'target') === 0 &&
    addressNumber(disk, 'unit') === slot % perBus
  )
}
