import { fieldOf } from '../dsl/normalise.ts'
import { lookup } from '../schema/core/lookup.ts'
import { textConsole } from '../schema/domain/chardev.ts'
import { difference } from '../tree/equal.ts'
import {
  childAt,
  childrenAt,
  isLeftOut,
  isNode,
  type Node,
  scalarAt,
  slotOf,
  uncheckedText,
  valuesOf,
  withoutSlot,
} from '../tree/node.ts'
import { isQemuDefault } from './qemu-defaults.ts'

/*
 * The elements that libvirt adds to every domain of the same kind. The output of `virsh dumpxml` contains these elements, and
 * a domain definition can omit them.
 */

const QEMU = ['kvm', 'qemu', 'kqemu', 'hvf']
const LIFECYCLE: Readonly<Record<string, string | undefined>> = {
  on_poweroff: 'destroy',
  on_reboot: 'restart',
  on_crash: 'destroy',
}
const EMULATORS = /^\/usr\/(bin|libexec)\/(qemu-system-(x86_64|i386)|kvm|qemu-kvm)$/

/** Finds the elements of a domain that libvirt adds by itself. */
export class Implicit {
  readonly #domain: Node
  readonly #isQemu: boolean
  readonly #isPc: boolean
  /** For each serial port of the domain, its number. */
  readonly #serials: ReadonlyMap<Node, number>

  constructor(domain: Node) {
    this.#domain = domain
    const [arch, machine] = ['arch', 'machine'].map(key =>
      String(scalarAt(domain, 'os', 'type', key) ?? ''),
    )
    const devices = slotOf(domain, 'devices')?.value
    const serials = isNode(devices) ? childrenAt(devices, 'serial') : []
    this.#serials = new Map(serials.map((serial, nth) => [serial, nth]))
    this.#isQemu = QEMU.includes(String(scalarAt(domain, 'type')))
    this.#isPc =
      this.#isQemu &&
      scalarAt(domain, 'os', 'type', 'value') === 'hvm' &&
      ['', 'x86_64', 'i686'].includes(arch!) &&
      /^(pc|pc-.*|q35|rhel.*)?$/.test(machine!)
  }

  /** Whether libvirt would add this value of a field if the domain did not have it. */
  isAdded(parent: Node, key: string, value: unknown, index: number): boolean {
    if (uncheckedText(parent, key) === '')
      return parent === this.#domain && fieldOf(parent.element, key)?.kind !== 'attribute'
    if (parent === this.#domain)
      return key === 'currentMemory' ? this.#isWholeMemory() : lookup(LIFECYCLE, key) === value
    if (this.#isQemu && isQemuDefault(this.#domain, parent, key, value)) return true
    switch (parent.element.name) {
      case 'sysinfo':
        return isNode(value) && isEmpty(value)
      // In the schema, the element for <console> also has the name `serial`.
      case 'serial':
        return (
          this.#isPc &&
          key === 'target' &&
          (parent.element === textConsole ? isSerialTarget(value) : this.#isOwnPort(parent, value))
        )
      case 'devices':
        return this.#isPc && this.#isDevice(parent, key, value, index)
    }
    return false
  }

  // Without <currentMemory>, a guest starts with all its memory, so the import can leave out a <currentMemory> that is equal
  // to <memory>. With memory devices or NUMA cells, <memory> can differ from the whole memory of the guest, so
  // <currentMemory> is kept.
  #isWholeMemory(): boolean {
    const [memory, current] = ['memory', 'currentMemory'].map(key => ({
      value: scalarAt(this.#domain, key, 'value'),
      unit: scalarAt(this.#domain, key, 'unit'),
    }))
    if (memory!.value !== current!.value || memory!.unit !== current!.unit) return false
    const devices = childAt(this.#domain, 'devices')
    if (devices && childrenAt(devices, 'memory').length > 0) return false
    const cpu = childAt(this.#domain, 'cpu')
    const numa = cpu && childAt(cpu, 'numa')
    const cells = numa ? childrenAt(numa, 'cell') : []
    const inCells = cells.reduce((sum, cell) => sum + kibOf(cell, 'memory'), 0)
    return cells.length === 0 || inCells === kibOf(childAt(this.#domain, 'currentMemory')!, 'value')
  }

  // Whether a serial port has the target that libvirt assigns on a PC: the first port is ISA port 0, the second is ISA port
  // 1.
  #isOwnPort(serial: Node, target: unknown): boolean {
    const nth = this.#serials.get(serial)
    return (
      isNode(target) &&
      nth !== undefined &&
      Number(scalarAt(target, 'port') ?? nth) === nth &&
      (scalarAt(target, 'type') ?? 'isa-serial') === 'isa-serial' &&
      (scalarAt(target, 'model', 'name') ?? 'isa-serial') === 'isa-serial' &&
      Object.keys(target.fields).every(key => ['port', 'type', 'model'].includes(key))
    )
  }

  #isDevice(devices: Node, key: string, value: unknown, index: number): boolean {
    if (!isNode(value)) return key === 'emulator' && EMULATORS.test(String(value))
    switch (key) {
      case 'input':
        return isPs2(value) && !this.#hasFeature('ps2')
      case 'audio':
        return (
          valuesOf(slotOf(devices, 'audio')).length === 1 &&
          hasOnly(value, ['id', 'type']) &&
          scalarAt(value, 'type') === audioOf(childrenAt(devices, 'graphics'))
        )
      case 'watchdog':
        return (
          scalarAt(value, 'model') === 'itco' &&
          scalarAt(value, 'action') === 'reset' &&
          hasOnly(value, ['model', 'action'])
        )
      case 'memballoon':
        return scalarAt(value, 'model') === 'virtio' && hasOnly(value, ['model'])
      case 'console':
        return index === 0 && isMirror(value, childrenAt(devices, 'serial')[0])
    }
    return false
  }

  #hasFeature(key: string): boolean {
    const features = slotOf(this.#domain, 'features')?.value
    return isNode(features) && slotOf(features, key) !== undefined
  }
}

const UNITS: Readonly<Record<string, number>> = { KiB: 1, MiB: 2 ** 10, GiB: 2 ** 20, TiB: 2 ** 30 }

/** Returns a size in KiB. Returns NaN if the size has a unit that is not supported here. */
const kibOf = (node: Node, key: string): number =>
  Number(scalarAt(node, key)) *
  (lookup(UNITS, String(scalarAt(node, 'unit') ?? 'KiB')) ?? Number.NaN)

/**
 * Whether a device has no fields except those in `keys`, its alias and its address. libvirt assigns an alias and an address to
 * every device.
 */
const hasOnly = ({ fields }: Node, keys: readonly string[]): boolean =>
  Object.keys(fields).every(key => [...keys, 'alias', 'address'].includes(key))

// Returns the audio backend that libvirt adds for the given displays. Returns `undefined` if the backend depends on the host.
function audioOf(displays: readonly Node[]): string | undefined {
  const types = new Set(displays.map(one => scalarAt(one, 'type')))
  if (types.size > 1) return undefined
  if (types.has('spice')) return 'spice'
  return types.size === 0 || types.has('vnc') ? 'none' : undefined
}

const isPs2 = (input: Node): boolean =>
  scalarAt(input, 'bus') === 'ps2' &&
  ['mouse', 'keyboard'].includes(String(scalarAt(input, 'type'))) &&
  hasOnly(input, ['type', 'bus'])

// Whether a console is the one that libvirt adds for the first serial port. Such a console has the same connection as the
// serial port.
const isMirror = (mirror: Node, serial: Node | undefined): boolean =>
  serial !== undefined &&
  isSerialTarget(slotOf(mirror, 'target')?.value) &&
  difference(withoutTarget(mirror), withoutTarget({ ...serial, element: mirror.element })) ===
    undefined

const isSerialTarget = (target: unknown): boolean =>
  isNode(target) &&
  scalarAt(target, 'type') === 'serial' &&
  Number(scalarAt(target, 'port') ?? 0) === 0 &&
  Object.keys(target.fields).every(key => key === 'type' || key === 'port')

// The path of a pseudo terminal changes each time the domain starts, so it is not compared.
function withoutTarget(device: Node): Node {
  const isPty = scalarAt(device, 'type') === 'pty'
  const left = ['target', 'alias', 'address', ...(isPty ? ['source', 'tty'] : [])]
  return left.reduce(withoutSlot, device)
}

// Whether all fields of an element are left out.
const isEmpty = ({ fields, extra }: Node): boolean =>
  extra === undefined &&
  Object.values(fields).every(({ value }) =>
    (Array.isArray(value) ? value : [value]).every(isLeftOut),
  )
