import { ElementCursor } from '../../check/element-cursor.ts'
import { type Rule, rule } from '../../check/rule.ts'
import { having } from '../../check/rule-elements.ts'
import { isBefore } from '../../check/target.ts'

interface Lack {
  readonly field: string
  /** The values that QEMU does not support. Default: all values of the setting. */
  readonly values?: readonly string[]
  readonly message: (value: string) => string
  readonly help: string
  /** The element types (values of the attribute "type") for which QEMU does not support the setting. Default: all. */
  readonly inType?: string
  /** The first libvirt release that supports the setting for QEMU guests. Default: no release supports it. */
  readonly until?: string
}

const leaveOut = (field: string, what: string): Lack => ({
  field,
  message: () => what,
  help: 'remove the setting',
})

const types = (field: string, values: string, what: string, help: string): Lack => ({
  field,
  values: values.split(' '),
  message: value => `${what} "${value}"`,
  help,
})

const switchedOn = (field: string, values: string, what: string): Lack => ({
  field,
  values: values.split(' '),
  message: () => what,
  help: 'remove the setting',
})

/**
 * The settings that QEMU does not support. A key such as `/memtune` or `console/target` consists of the field names of the
 * parent and the element.
 */
const LACKS: ReadonlyMap<string, readonly Lack[]> = new Map([
  ['', [leaveOut('bootloader', 'a boot loader'), leaveOut('bootloader_args', 'a boot loader')]],
  ['/memtune', [leaveOut('min_guarantee', 'a guaranteed minimum of memory')]],
  ['os/type', [types('value', 'linux xen xenpvh exe', 'guests of the type', 'use the type hvm')]],
  ['acpi/table', [types('type', 'rawset', 'ACPI tables of type', 'use the type raw')]],
  [
    'console/target',
    [types('type', 'xen uml lxc openvz', 'consoles of type', 'use the type virtio or serial')],
  ],
  [
    'devices/hostdev',
    [
      types('type', 'storage misc net', 'host devices of type', 'use the type pci, usb or scsi'),
      switchedOn('sgio', 'unfiltered', 'unfiltered sgio any more'),
      types('driver/name', 'kvm xen', 'the driver', 'use vfio, or leave name out'),
    ],
  ],
  [
    'devices/interface',
    [
      {
        ...types('driver/name', 'kvm xen', 'the driver', 'use vfio, or leave name out'),
        inType: 'hostdev',
      },
    ],
  ],
  ['hostdev/source', [leaveOut('writeFiltering', 'a filter of writes to a PCI device')]],
  ['video/model', [types('type', 'xen vbox gop', 'video devices of type', 'use the type virtio')]],
  [
    'devices/graphics',
    [
      types('type', 'desktop', 'graphics of type', 'use the type vnc or spice'),
      { ...types('type', 'rdp', 'graphics of type', 'use the type vnc'), until: '11.1.0' },
      switchedOn('replaceUser', 'yes', 'replaceUser'),
      switchedOn('multiUser', 'yes', 'multiUser'),
    ],
  ],
  [
    'devices/filesystem',
    [
      types('type', 'file block bind template ram', 'folders of type', 'use the type mount'),
      types('driver/type', 'loop nbd ploop', 'the driver', 'use the driver virtiofs or path'),
    ],
  ],
  [
    'devices/controller',
    [
      types('model', 'buslogic', 'SCSI controllers of model', 'use the model virtio-scsi'),
      types('model', 'qusb1 qusb2', 'USB controllers of model', 'use the model qemu-xhci'),
    ],
  ],
  ['devices/sound', [types('model', 'ich7', 'sound cards of model', 'use the model ich9')]],
  ['devices/memballoon', [types('model', 'xen', 'balloons of model', 'use the model virtio')]],
  [
    'shmem/model',
    [types('type', 'ivshmem', 'shared memory of model', 'use the model ivshmem-plain')],
  ],
  ['devices/input', [types('bus', 'xen', 'inputs on the bus', 'use the bus usb or virtio')]],
])

/** QEMU does not support some devices and settings of the domain format, which belong to other hypervisors. */
export const qemuLacks: Rule = {
  ...having([...LACKS.values()].flat()),
  ...rule({
    code: 'VMC2195',
    slug: 'qemu-lacks',
    severity: 'error',
    title: 'device or setting not supported by QEMU',
    help: 'libvirt has one domain format for all hypervisors, and QEMU does not support every device and setting of the format. Use another model or type, or remove the setting.',
    for: 'qemu',
    source:
      'qemu_validate.c: qemuValidateDomainDef, qemuValidateDomainDefBoot, qemuValidateDomainDefConsole, qemuValidateDomainDeviceDefHostdev, qemuValidateDomainDeviceDefVideo, qemuValidateDomainDeviceDefGraphics, qemuValidateDomainDeviceDefFS, qemuValidateDomainDeviceDefSound, qemuValidateDomainDeviceDefMemballoon, qemuValidateDomainDeviceDefShmem, qemuValidateCheckSCSIControllerModel; qemu_postparse.c: qemuDomainControllerDefPostParse; qemu_domain.c: qemuDomainPrepareHostdevPCI',
    on: [
      'domain',
      'memtune',
      'os/type',
      'os/acpi/table',
      'devices/console/target',
      'devices/hostdev',
      'devices/hostdev/source',
      'devices/interface',
      'devices/video/model',
      'devices/graphics',
      'devices/filesystem',
      'devices/controller',
      'devices/sound',
      'devices/memballoon',
      'devices/shmem/model',
      'devices/input',
    ],
    example: {
      xml: '<devices><video><model type="{vbox -> virtio}"/></video></devices>',
    },
    *check(element, { target }) {
      if (!(element instanceof ElementCursor)) return
      const place = element.key === undefined ? '' : `${element.parent?.key ?? ''}/${element.key}`
      for (const { field, values, message, help, inType, until } of LACKS.get(place) ?? []) {
        const value = element.text(field)
        const isGiven = value === undefined ? element.has(field) : values?.includes(value) !== false
        if (!isGiven || (value === undefined && values)) continue
        if (inType !== undefined && element.text('type') !== inType) continue
        if (until !== undefined && !isBefore(target, until)) continue
        yield element.report(field, `QEMU does not have ${message(value ?? '')}`, help)
      }
    },
  }),
}
