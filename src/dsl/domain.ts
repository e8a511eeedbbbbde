import { type Fluent, nodeKey } from '../schema/core/element.ts'
import { uncheckedKey } from '../schema/core/unchecked.ts'
import { cpu } from '../schema/domain/cpu.ts'
import { devices } from '../schema/domain/devices.ts'
import { type Domain, domain as domainElement } from '../schema/domain/domain.ts'
import { features } from '../schema/domain/features.ts'
import type { MemoryDevice } from '../schema/domain/memory-device.ts'
import { type OsType, os, osType } from '../schema/domain/os.ts'
import { InvalidValue, type Node, scalarAt, withNote } from '../tree/node.ts'
import { capture, type Origin } from '../tree/origin.ts'
import {
  addMethods,
  Builder,
  defineMethod,
  derive,
  factory,
  type ShorthandMethods,
  update,
} from './builder.ts'
import { deviceGroups } from './device-groups.ts'
import { cdrom, type DiskBuilder, floppy } from './disk.ts'
import { machine } from './machine.ts'
import type { MemoryDeviceBuilder } from './memory-device.ts'
import { isPlainObject, writeAt } from './normalise.ts'
import { tuning } from './tuning.ts'

// The fields of <os>. `acpi` is omitted, because `.acpi()` sets the feature with this name. `smbios` is omitted, because the
// shorthand `.smbios()` sets it.
const OS_KEYS = [
  ...(['firmware', 'init', 'initarg', 'initenv', 'initdir', 'inituser', 'initgroup'] as const),
  ...(['loader', 'nvram', 'kernel', 'initrd', 'cmdline', 'shim', 'dtb', 'root'] as const),
  ...(['boot', 'bootmenu', 'bios'] as const),
] as const

// The devices <memory> and <nvram> have no method of the same name. `.memory()` sets the size of the guest's memory, so
// `.dimm()` adds memory devices instead. `.nvram()` sets the NVRAM image of UEFI, so `.devices({ nvram })` adds the NVRAM
// device of a pSeries machine.
const SHADOWED_DEVICES = ['memory', 'nvram'] as const
type DeviceMethods = Omit<Fluent<typeof devices, DomainBuilder>, (typeof SHADOWED_DEVICES)[number]>

/**
 * The builder for a `<domain>` element. It has one method for each field of the element and of its `<features>`, `<devices>`
 * and `<os>`. If you call a method again, it adds values to a list such as the devices, merges an element field by field, and
 * replaces any other value.
 */
export interface DomainBuilder
  extends Fluent<typeof domainElement, DomainBuilder>,
    Pick<Fluent<typeof os, DomainBuilder>, (typeof OS_KEYS)[number]>,
    Pick<Fluent<typeof osType, DomainBuilder>, 'arch' | 'machine'>,
    Pick<Fluent<typeof cpu, DomainBuilder>, 'topology'>,
    Fluent<typeof features, DomainBuilder>,
    DeviceMethods,
    ShorthandMethods<typeof machine, DomainBuilder>,
    ShorthandMethods<typeof deviceGroups, DomainBuilder>,
    ShorthandMethods<typeof tuning, DomainBuilder> {
  /** Adds NICs to the domain. `.nic()` is an alias of `.interface()`. */
  readonly nic: DeviceMethods['interface']
}
export class DomainBuilder extends Builder<Domain> {
  /**
   * Selects full virtualization: the guest boots like a physical machine. `machine` is an object with the architecture and the
   * machine type. If you omit `machine`, the host chooses both.
   *
   * @example
   * domain('fv0').hvm({ machine: 'q35' })   // <os><type machine="q35">hvm</type></os>
   */
  hvm(machine: Omit<OsType, 'value'> = {}): this {
    return this.#withOsType('hvm', machine, capture(this.hvm))
  }

  /**
   * Selects a paravirtualized Xen guest. The domain type becomes `xen`.
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
    return this.#withType('xen', origin).#withOsType('linux', machine, origin)
  }

  /**
   * Makes the domain a container that runs the program `init`, by default `/sbin/init`. The domain
   * type becomes `lxc`.
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
    const container = this.#withType('lxc', origin).#withOsType('exe', machine, origin)
    return container[update](node => writeAt(node, ['os'], 'init', [init], origin), origin)
  }

  /**
   * Adds a CD-ROM drive to the domain. `image` is the path of the inserted image, or a disk builder. Without an image, the
   * drive is empty.
   *
   * @example
   * domain('fv0').hvm().cdrom('/iso/debian-13.iso')
   * // <disk type="file" device="cdrom">
   * //   <driver name="qemu" type="raw"/>
   * //   <source file="/iso/debian-13.iso"/>
   * //   <target dev="sda" bus="sata"/>
   * //   <readonly/>
   * // </disk>
   */
  cdrom(image?: string | DiskBuilder): this {
    return this.#addDrive(cdrom, 'cdrom', image, capture(this.cdrom))
  }

  /**
   * Adds a floppy drive to the domain. `image` is the path of the inserted image, or a disk builder. Without an image, the
   * drive is empty.
   *
   * @example
   * domain('fv0').hvm().floppy('/images/drivers.img')
   * // <disk type="file" device="floppy">
   * //   <driver name="qemu" type="raw"/>
   * //   <source file="/images/drivers.img"/>
   * //   <target dev="fda" bus="fdc"/>
   * // </disk>
   */
  floppy(image?: string | DiskBuilder): this {
    return this.#addDrive(floppy, 'floppy', image, capture(this.floppy))
  }

  /**
   * Adds memory devices, such as `dimm()`, `nvdimm()` or `virtioMem()`. Their memory is available to the guest in addition to
   * its initial memory.
   *
   * @example
   * domain('fv0').hvm().dimm(dimm('1GiB', 0))
   * // <memory model="dimm">
   * //   <target>
   * //     <size unit="GiB">1</size>
   * //     <node>0</node>
   * //   </target>
   * // </memory>
   */
  dimm(...modules: readonly (MemoryDeviceBuilder | MemoryDevice)[]): this {
    const origin = capture(this.dimm)
    return this[update](node => writeAt(node, ['devices'], 'memory', modules, origin), origin)
  }

  /**
   * Sets the name of the host on which the domain runs. Rules use this name, because domains on the
   * same host share its CPUs, memory and ports. `hosts` in `vmc.config.ts` describes each host. vmc
   * does not write the name to the XML.
   *
   * @example
   * domain('fv0').hvm().host('hv1')   // <name>fv0</name>
   */
  host(name: string): this {
    const origin = capture(this.host)
    return this[update](node => withNote(node, { kind: 'host', value: name, origin }), origin)
  }

  /**
   * Sets the name with which the domain was created. vmc then derives the UUID and MAC addresses from that name, so they do not
   * change. `vmc apply` renames the domain on its host once it is shut off. Do not remove the call later, and do not change it
   * if you rename the domain again.
   *
   * @example
   * domain('www0').hvm().formerly('fv0')   // <name>www0</name>
   */
  formerly(name: string): this {
    const origin = capture(this.formerly)
    return this[update](node => withNote(node, { kind: 'formerly', value: name, origin }), origin)
  }

  #withType(type: Domain['type'], origin: Origin): this {
    return this[update](node => writeAt(node, [], 'type', [type], origin), origin)
  }

  #withOsType(value: OsType['value'], machine: Omit<OsType, 'value'>, origin: Origin): this {
    const type = isPlainObject(machine) ? { ...machine, value } : notMachine(value, machine, origin)
    return this[update](node => writeAt(node, ['os'], 'type', [type], origin), origin)
  }

  #addDrive(
    driveFactory: (image?: string) => DiskBuilder,
    device: 'cdrom' | 'floppy',
    image: string | DiskBuilder | undefined,
    origin: Origin,
  ): this {
    const drive = typeof image === 'object' ? asDrive(image, device, origin) : driveFactory(image)
    return this[update](node => writeAt(node, ['devices'], 'disk', [drive], origin), origin)
  }
}
derive(DomainBuilder, domainElement)

// Returns the invalid value for a wrong argument of a method such as `.hvm()`. If the argument is a text, the user probably
// means the machine type.
function notMachine(method: string, machine: unknown, origin: Origin): InvalidValue {
  const help =
    typeof machine === 'string'
      ? `write .${method}({ machine: '${machine}' })${machine === 'q35' ? ' or .q35()' : ''}`
      : `write .${method}(), or .${method}({ machine: 'q35' })`
  const message = `.${method}() takes an object`
  return new InvalidValue(machine, origin, { kind: 'value', message, help })
}

// A volume is a disk by default, but `.cdrom(volume('default', 'debian.iso'))` makes a CD-ROM drive.
function asDrive(image: DiskBuilder, device: 'cdrom' | 'floppy', origin: Origin): DiskBuilder {
  if (scalarAt(image[nodeKey] as Node, 'device') !== 'disk') return image
  const drive = image[update](node => writeAt(node, [], 'device', [device], origin), origin)
  return device === 'floppy'
    ? drive
    : drive[update](node => writeAt(node, [], 'readonly', [true], origin), origin)
}
derive(DomainBuilder, os, ['os'], OS_KEYS)
derive(DomainBuilder, osType, ['os', 'type'], ['arch', 'machine'])
derive(DomainBuilder, cpu, ['cpu'], ['topology'])
derive(DomainBuilder, features, ['features'])
const deviceKeys = Object.keys(devices.fields) as (keyof typeof devices.fields)[]
derive(
  DomainBuilder,
  devices,
  ['devices'],
  deviceKeys.filter(key => !(SHADOWED_DEVICES as readonly string[]).includes(key)),
)
addMethods(DomainBuilder, machine)
addMethods(DomainBuilder, deviceGroups)
addMethods(DomainBuilder, tuning)
defineMethod(DomainBuilder, 'nic', DomainBuilder.prototype.interface)

/**
 * Makes a domain (virtual machine) with this name. The domain type is `kvm`. The methods `.type()`, `.linux()` and `.exe()`
 * change the type.
 *
 * @example
 * export const fv0 = domain('fv0')
 *   .hvm()
 *   .memory(GiB(2))
 *   .vcpu(2)
 *   .disk(file('/var/lib/libvirt/images/fv0.qcow2'))
 *   .nic(bridge('br0').model('virtio'))
 * // <domain type="kvm">
 * //   <name>fv0</name>
 */
export const domain = factory(
  DomainBuilder,
  domainElement,
  (name: string) => ({ type: 'kvm', name }),
  name =>
    isPlainObject(name) && !(uncheckedKey in name)
      ? {
          kind: 'value',
          message: 'the argument "name" cannot be an object',
          help: "pass the name as text, as in domain('fv0'), and call methods for all other settings",
        }
      : undefined,
)
