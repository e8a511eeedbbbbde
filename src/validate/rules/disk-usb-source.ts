import { busOf } from '../disks.ts'
import { devices, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A USB stick cannot be empty: even as a CD-ROM drive it has no tray. */
export const diskUsbSource: Rule = {
  code: 'VMC2214',
  slug: 'disk-usb-source',
  severity: 'warning',
  title: 'USB disk without a source',
  help: 'A disk on USB needs its image, also where it is a CD-ROM. Drives that may be empty are on SATA, IDE or SCSI.',
  hypervisors: QEMU,
  about: ['devices/disk'],
  wrong: {
    xml: `<devices>
  <disk type="file" device="cdrom"><target dev="sda" bus="usb"/><readonly/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file" device="cdrom"><target dev="sda" bus="sata"/><readonly/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      if (busOf(disk) !== 'usb' || says(disk, 'source')) continue
      if (!['file', 'block', 'dir', undefined].includes(spelled(disk, 'type'))) continue
      yield {
        message: 'a USB disk cannot be empty',
        ...place(disk),
        help: 'give it a source, or use the bus sata',
      }
    }
  },
}
