import { busOf } from '../disks.ts'
import { devices, down, place } from '../look.ts'
import { isQ35, isVirt, machineOf } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** Newer machines have no IDE. */
export const diskIdeMachine: Rule = {
  code: 'VMC2213',
  slug: 'disk-ide-machine',
  severity: 'error',
  title: 'IDE disk of a machine without IDE',
  help: 'The machines q35 and virt have no IDE; CD-ROM drives are on SATA (q35) or SCSI there.',
  hypervisors: QEMU,
  about: ['devices/disk'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices><disk type="file"><source file="/a.img"/><target dev="hda" bus="ide"/></disk></devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices><disk type="file"><source file="/a.img"/><target dev="sda" bus="sata"/></disk></devices>`,
  },
  *check(domain) {
    if (!isQ35(domain) && !isVirt(domain)) return
    for (const disk of devices(domain, 'disk')) {
      const target = down(disk, 'target')
      if (!target || busOf(disk) !== 'ide') continue
      yield {
        message: `the machine "${machineOf(domain)}" has no IDE`,
        ...place(target, 'bus'),
        help: isQ35(domain) ? 'use the bus sata or virtio' : 'use the bus scsi or virtio',
      }
    }
  },
}
