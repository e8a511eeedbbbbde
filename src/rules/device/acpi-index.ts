import { rule } from '../../check/rule.ts'

/** Only PCI devices can have an index in the ACPI tables. */
export const acpiIndex = rule({
  code: 'VMC2819',
  slug: 'acpi-index',
  severity: 'error',
  title: 'ACPI index on a device that is not on PCI',
  help: 'The index of <acpi> determines the name that the guest gives to a PCI device. Remove <acpi> from a device that is not on PCI.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDef',
  on: ['devices/disk', 'devices/input'],
  example: {
    xml: `<devices><disk type="file"><source file="/a.img"/><target dev="{sda -> vda}" bus="{sata -> virtio}"/><acpi index="3"/></disk></devices>`,
  },
  *check(device) {
    const bus = device.text(device.name === 'disk' ? 'target/bus' : 'bus')
    if (bus === undefined || bus === 'virtio' || !device.number('acpi/index')) return
    yield device.report(
      'acpi',
      `a device on bus "${bus}" has no ACPI index`,
      'leave out <acpi>, or use the bus virtio',
    )
  },
})
