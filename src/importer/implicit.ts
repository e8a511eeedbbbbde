import { lookup } from '../schema/core/lookup.ts'
import {
  childrenAt,
  isLeftOut,
  isNode,
  type Node,
  scalarAt,
  slotOf,
  uncheckedText,
} from '../tree/node.ts'

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

/** Determines which elements of a domain libvirt adds by itself. */
export class Implicit {
  readonly #domain: Node
  readonly #isPc: boolean
  /** The position of each serial port in the list of serial ports, from 0. */
  readonly #serials: ReadonlyMap<Node, number>

  constructor(domain: Node) {
    this.#domain = domain
    const [arch, machine] = ['arch', 'machine'].map(key =>
      String(scalarAt(domain, 'os', 'type', key) ?? ''),
    )
    const devices = slotOf(domain, 'devices')?.value
    const serials = isNode(devices) ? childrenAt(devices, 'serial') : []
    this.#serials = new Map(serials.map((serial, nth) => [serial, nth]))
    this.#isPc =
      QEMU.includes(String(scalarAt(domain, 'type'))) &&
      scalarAt(domain, 'os', 'type', 'value') === 'hvm' &&
      ['', 'x86_64', 'i686'].includes(arch!) &&
      /^(pc|pc-.*|q35|rhel.*)?$/.test(machine!)
  }

  /** Whether libvirt adds this value of a field by itself. */
  isAdded(parent: Node, key: string, value: unknown, index: number): boolean {
    if (uncheckedText(parent, key) === '') return parent === this.#domain
    if (parent === this.#domain)
      return key === 'currentMemory' ? this.#isWholeMemory() : lookup(LIFECYCLE, key) === value
    switch (parent.element.name) {
      case 'vcpu':
        return key === 'placement' && value === 'static' && !slotOf(parent, 'cpuset')
      case 'sysinfo':
        return isNode(value) && isEmpty(value)
      case 'serial':
        return this.#isPc && key === 'target' && this.#isOwnPort(parent, value)
      case 'devices':
        return this.#isPc && this.#isDevice(parent, key, value, index)
    }
    return false
  }

  // Whether `<currentMemory>` equals `<memory>`. In this case it can be left out, because libvirt uses the value of
  // `<memory>` as the default.
  #isWholeMemory(): boolean {
    const [memory, current] = ['memory', 'currentMemory'].map(key => ({
      value: scalarAt(this.#domain, key, 'value'),
      unit: scalarAt(this.#domain, key, 'unit'),
    }))
    return memory!.value === current!.value && memory!.unit === current!.unit
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
          scalarAt(value, 'type') === 'none' &&
          childrenAt(devices, 'audio').length === 1 &&
          hasOnly(value, ['id', 'type']) &&
          childrenAt(devices, 'graphics').every(one => scalarAt(one, 'type') === 'vnc')
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

/**
 * Whether a device has only these fields, its alias and its address. libvirt assigns an alias and an address to every device.
 */
const hasOnly = ({ fields }: Node, keys: readonly string[]): boolean =>
  Object.keys(fields).every(key => [...keys, 'alias', 'address'].includes(key))

const isPs2 = (input: Node): boolean =>
  scalarAt(input, 'bus') === 'ps2' &&
  ['mouse', 'keyboard'].includes(String(scalarAt(input, 'type'))) &&
  hasOnly(input, ['type', 'bus'])

// Whether a console is equal to the console that libvirt adds for the first serial port.
const isMirror = (console: Node, serial: Node | undefined): boolean =>
  serial !== undefined &&
  scalarAt(console, 'type') === 'pty' &&
  scalarAt(serial, 'type') === 'pty' &&
  scalarAt(console, 'target', 'type') === 'serial' &&
  Number(scalarAt(console, 'target', 'port') ?? 0) === 0 &&
  hasOnly(console, ['type', 'target', 'tty', 'source'])

// Whether all fields of an element are left out.
const isEmpty = ({ fields, extra }: Node): boolean =>
  extra === undefined &&
  Object.values(fields).every(({ value }) =>
    (Array.isArray(value) ? value : [value]).every(isLeftOut),
  )
