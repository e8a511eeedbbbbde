import type { Accepts, Fluent } from '../schema/core/element.ts'
import { cpu } from '../schema/domain/cpu.ts'
import { devices } from '../schema/domain/devices.ts'
import { type Domain, domain as domainElement } from '../schema/domain/domain.ts'
import { features } from '../schema/domain/features.ts'
import type { MemoryDevice } from '../schema/domain/memory-device.ts'
import { type OsType, os, osType } from '../schema/domain/os.ts'
import { withNote } from '../tree/node.ts'
import { capture, type Origin } from '../tree/origin.ts'
import { Builder, change, derive, type Spoken, speak, word } from './builder.ts'
import { cdrom, type DiskBuilder, floppy } from './disk.ts'
import { machine } from './machine.ts'
import { isPlainObject, writeAt } from './normalise.ts'
import { tuning } from './tuning.ts'

// `.acpi()` is a feature, `.nvram()` a device, and `.smbios()` brings its tables along.
const OS_KEYS = [
  ...(['firmware', 'init', 'initarg', 'initenv', 'initdir', 'inituser', 'initgroup'] as const),
  ...(['loader', 'kernel', 'initrd', 'cmdline', 'shim', 'dtb', 'root'] as const),
  ...(['boot', 'bootmenu', 'bios'] as const),
] as const

// Of two fields of one name, the domain's and the firmware's are the ones people mean: `.memory()` is how much there is,
// `.dimm()` a module, and the `nvram` of a pSeries machine goes into `.devices({ nvram })`.
const SHADOWED = ['memory', 'nvram'] as const
type DeviceMethods = Omit<Fluent<typeof devices, DomainBuilder>, (typeof SHADOWED)[number]>

/**
 * Builds a `<domain>`: one method a field, and one for each field of its `<features>`, `<devices>` and `<os>`. Devices
 * and other lists grow with every call, elements merge, everything else replaces.
 */
export interface DomainBuilder
  extends Fluent<typeof domainElement, DomainBuilder>,
    Pick<Fluent<typeof os, DomainBuilder>, (typeof OS_KEYS)[number]>,
    Pick<Fluent<typeof osType, DomainBuilder>, 'arch' | 'machine'>,
    Pick<Fluent<typeof cpu, DomainBuilder>, 'topology'>,
    Fluent<typeof features, DomainBuilder>,
    DeviceMethods,
    Spoken<typeof machine, DomainBuilder>,
    Spoken<typeof tuning, DomainBuilder> {
  /** Adds network cards: `.interface()` by the word people say. */
  readonly nic: DeviceMethods['interface']
}
export class DomainBuilder extends Builder<Domain> {
  /**
   * Boots as real hardware does: full virtualization.
   *
   * @example
   * domain('fv0').hvm({ machine: 'q35' })   // <os><type machine="q35">hvm</type></os>
   */
  hvm(machine: Omit<OsType, 'value'> = {}): this {
    return this.#boots('hvm', machine, capture(this.hvm))
  }

  /**
   * A paravirtualized guest of Xen; the domain's type becomes `xen`.
   *
   * @example
   * domain('pv0').linux().kernel('/boot/vmlinuz-xen')
   * // <domain type="xen">
   * //   <os>
   * //     <type>linux</type>
   * //     <kernel>/boot/vmlinuz-xen</kernel>
   * //   </os>
   */
  linux(machine: Omit<OsType, 'value'> = {}): this {
    const origin = capture(this.linux)
    return this.#runsOn('xen', origin).#boots('linux', machine, origin)
  }

  /**
   * A container that starts a program, `/sbin/init` until told otherwise; the domain's type becomes `lxc`.
   *
   * @example
   * domain('ct0').exe('/bin/sh')
   * // <domain type="lxc">
   * //   <os>
   * //     <type>exe</type>
   * //     <init>/bin/sh</init>
   * //   </os>
   */
  exe(init = '/sbin/init', machine: Omit<OsType, 'value'> = {}): this {
    const origin = capture(this.exe)
    const container = this.#runsOn('lxc', origin).#boots('exe', machine, origin)
    return container[change](node => writeAt(node, ['os'], 'init', [init], origin), origin)
  }

  /** Adds a CD-ROM drive with an image in it, or an empty one: `.disk(cdrom('/iso/debian-13.iso'))`. */
  cdrom(image?: string | DiskBuilder): this {
    return this.#drive(cdrom, image, capture(this.cdrom))
  }

  /** Adds a floppy drive with an image in it, or an empty one: `.disk(floppy('/images/drivers.img'))`. */
  floppy(image?: string | DiskBuilder): this {
    return this.#drive(floppy, image, capture(this.floppy))
  }

  /** Adds memory modules, beside the memory the guest starts with: `.dimm(dimm('1GiB', 0))`. */
  dimm(...modules: readonly Accepts<MemoryDevice>[]): this {
    const origin = capture(this.dimm)
    return this[change](node => writeAt(node, ['devices'], 'memory', modules, origin), origin)
  }

  /**
   * Says on which host the domain runs, for the rules: domains of one host share its CPUs, memory and ports, those of
   * different hosts do not. Nothing of it is in the XML. `hosts` in vmc.config.ts says what a host has.
   *
   * @example
   * domain('fv0').hvm().host('hv1')   // <name>fv0</name>
   */
  host(name: string): this {
    const origin = capture(this.host)
    return this[change](node => withNote(node, { kind: 'host', value: name, origin }), origin)
  }

  #runsOn(type: Domain['type'], origin: Origin): this {
    return this[change](node => writeAt(node, [], 'type', [type], origin), origin)
  }

  #boots(value: OsType['value'], machine: Omit<OsType, 'value'>, origin: Origin): this {
    const type = isPlainObject(machine) ? { ...machine, value } : machine
    return this[change](node => writeAt(node, ['os'], 'type', [type], origin), origin)
  }

  #drive(
    empty: (image?: string) => DiskBuilder,
    image: string | DiskBuilder | undefined,
    origin: Origin,
  ): this {
    const drive = typeof image === 'object' ? image : empty(image)
    return this[change](node => writeAt(node, ['devices'], 'disk', [drive], origin), origin)
  }
}
derive(DomainBuilder, domainElement)
derive(DomainBuilder, os, ['os'], OS_KEYS)
derive(DomainBuilder, osType, ['os', 'type'], ['arch', 'machine'])
derive(DomainBuilder, cpu, ['cpu'], ['topology'])
derive(DomainBuilder, features, ['features'])
const deviceKeys = Object.keys(devices.fields) as (keyof typeof devices.fields)[]
derive(
  DomainBuilder,
  devices,
  ['devices'],
  deviceKeys.filter(key => !(SHADOWED as readonly string[]).includes(key)),
)
speak(DomainBuilder, machine)
speak(DomainBuilder, tuning)
Object.defineProperty(DomainBuilder.prototype, 'nic', {
  value: DomainBuilder.prototype.interface,
  writable: true,
  configurable: true,
})

/**
 * A virtual machine: a KVM domain of this name until told otherwise.
 *
 * @example
 * export const fv0 = domain('fv0')
 *   .hvm()
 *   .memory(GiB(2))
 *   .vcpu(2)
 *   .disk(file('/var/lib/libvirt/images/fv0.qcow2'))
 *   .nic(bridge('br0').model('virtio'))
 */
export const domain = word(DomainBuilder, domainElement, (name: string) => ({ type: 'kvm', name }))
