import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Disk } from '../../schema/domain/disk.ts'
import type { Hostdev } from '../../schema/domain/hostdev.ts'
import type { Input } from '../../schema/domain/input.ts'
import type { Nic } from '../../schema/domain/interface.ts'

/** Only PCI devices can have an index in the ACPI tables. */
export const acpiIndex = rule({
  code: 'VMC2819',
  slug: 'acpi-index',
  severity: 'error',
  title: 'ACPI index on a device that is not on PCI',
  help: 'The attribute "index" of <acpi> determines how the guest names a PCI device. Remove <acpi> from devices that are not on PCI.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDef',
  on: [
    'devices/disk',
    'devices/input',
    'devices/hostdev',
    'devices/smartcard',
    'devices/sound',
    'devices/controller',
    'devices/interface',
  ],
  needs: 'acpi',
  example: {
    xml: `<devices><disk type="file"><source file="/a.img"/><target dev="{sda -> vda}" bus="{sata -> virtio}"/><acpi index="3"/></disk></devices>`,
  },
  *check(device) {
    if (!device.number('acpi/index')) return
    const bus = busOf(device as Cursor<Disk | Input | Hostdev | Nic>)
    if (bus === undefined || bus === 'virtio' || bus === 'pci') return
    yield device.report(
      'acpi',
      `a device on bus "${bus}" has no ACPI index`,
      'leave out <acpi>, or use the bus virtio',
    )
  },
})

/** The bus of a device. `undefined` if devices of this kind are always on PCI. */
function busOf(device: Cursor<Disk | Input | Hostdev | Nic>): string | undefined {
  switch (device.key) {
    case 'disk':
      return device.text('target/bus')
    case 'input':
      return device.text('bus')
    case 'hostdev':
      return ['usb', 'scsi'].find(one => one === device.text('type'))
    case 'smartcard':
      return 'ccid'
    case 'interface':
      return device.text('model/type') === 'usb-net' ? 'usb' : undefined
    case 'controller':
      return device.text('type') === 'ccid' ? 'usb' : undefined
    case 'sound':
      return device.text('model') === 'usb' ? 'usb' : undefined
    default:
      return undefined
  }
}
