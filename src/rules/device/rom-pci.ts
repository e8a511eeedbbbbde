import { rule } from '../../check/rule.ts'

/** Only PCI devices have an option ROM. */
export const romPci = rule({
  code: 'VMC2893',
  slug: 'rom-pci',
  severity: 'error',
  title: 'ROM settings on a device that is not on PCI',
  help: 'Only a PCI device has an option ROM, which lets the firmware boot from the device. Remove <rom> from USB and SCSI devices.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceInfo',
  on: 'devices/hostdev',
  needs: 'rom',
  example: {
    xml: `<devices>
  <hostdev mode="subsystem" type="usb">
    <source><vendor id="0x1234"/><product id="0xbeef"/></source>{<rom bar="off"/> -> }
  </hostdev>
</devices>`,
  },
  *check(hostdev) {
    const type = hostdev.text('type')
    if (type !== 'usb' && type !== 'scsi') return
    const rom = hostdev.first('rom')
    if (!rom || !(['enabled', 'bar', 'file'] as const).some(one => rom.text(one) !== undefined))
      return
    yield rom.report('.', `a ${type.toUpperCase()} device has no ROM`, 'leave <rom> out')
  },
})
