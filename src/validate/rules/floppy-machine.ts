import { busOf } from '../disks.ts'
import { devices, down, place } from '../look.ts'
import { isPseries, isS390, isVirt, machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** Only PCs have floppy drives. */
export const floppyMachine: Rule = {
  code: 'VMC2131',
  slug: 'floppy-machine',
  severity: 'error',
  title: 'floppy drive of a machine that has none',
  help: 'Floppy drives are for PCs. Other machines read a small image as a disk or a CD-ROM.',
  hypervisors: QEMU,
  about: ['devices/disk'],
  wrong: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices><disk type="file" device="floppy"><source file="/a.img"/><target dev="fda" bus="fdc"/></disk></devices>`,
  },
  right: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices><disk type="file" device="cdrom"><source file="/a.iso"/><target dev="sda" bus="scsi"/><readonly/></disk></devices>`,
  },
  *check(domain) {
    if (!isPseries(domain) && !isS390(domain) && !isVirt(domain)) return
    for (const disk of devices(domain, 'disk')) {
      if (busOf(disk) !== 'fdc') continue
      yield {
        message: `the machine "${machineOf(domain)}" has no floppy drive`,
        ...place(down(disk, 'target') ?? disk),
        help: 'use a disk or a CD-ROM on SCSI',
      }
    }
  },
}
