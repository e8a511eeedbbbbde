import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Nic } from '../../schema/domain/interface.ts'

/** Only PCI devices have an option ROM. */
export const romPci = rule({
  code: 'VMC2893',
  slug: 'rom-pci',
  severity: 'error',
  title: '<rom> on a device that is not on PCI',
  help: 'Only a PCI device has an option ROM, which lets the firmware boot from the device. Remove <rom> from USB and SCSI devices.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceInfo',
  on: ['devices/hostdev', 'devices/interface'],
  needs: 'rom',
  example: {
    xml: `<devices>
  <hostdev mode="subsystem" type="usb">
    <source><vendor id="0x1234"/><product id="0xbeef"/></source>{<rom bar="off"/> -> }
  </hostdev>
</devices>`,
  },
  *check(device) {
    const type = device.text('type')
    const isUsb = type === 'usb' || (device as Cursor<Nic>).text('model/type') === 'usb-net'
    if (!isUsb && type !== 'scsi') return
    const rom = device.first('rom')
    if (!rom || !(['enabled', 'bar', 'file'] as const).some(one => rom.text(one) !== undefined))
      return
    yield rom.report('.', `a ${isUsb ? 'USB' : 'SCSI'} device has no ROM`, 'leave <rom> out')
  },
})
