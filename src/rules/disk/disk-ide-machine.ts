import { busOf } from '../../check/facts/disks.ts'
import { archOf, isQ35, lacksIde, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Many machines, such as q35 and virt, do not support IDE disks. */
export const diskIdeMachine = rule({
  code: 'VMC2213',
  slug: 'disk-ide-machine',
  severity: 'error',
  title: 'IDE disk on a machine without an IDE controller',
  help: 'The machines q35, microvm and virt have no IDE controller. Put a CD-ROM drive on sata (q35) or scsi (virt). Put a hard disk on virtio.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefControllerIDE',
  on: 'devices/disk',
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices><disk type="file"><source file="/a.img"/><target dev="{hda -> sda}" bus="{ide -> sata}"/></disk></devices>`,
  },
  *check(disk, { domain }) {
    if (busOf(disk) !== 'ide' || !lacksIde(domain)) return
    yield disk.report(
      'target/bus',
      `the machine "${machineOf(domain) ?? archOf(domain)}" has no IDE controller`,
      isQ35(domain) ? 'use the bus sata or virtio' : 'use the bus virtio or scsi',
    )
  },
})
