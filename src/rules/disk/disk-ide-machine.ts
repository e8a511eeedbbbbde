import type { Cursor } from '../../check/cursor.ts'
import { busOf } from '../../check/facts/disks.ts'
import { archOf, isQ35, lacksIde, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import type { Disk } from '../../schema/domain/disk.ts'

/** Many machines, such as q35 and virt, do not support IDE disks. */
export const diskIdeMachine = rule({
  code: 'VMC2213',
  slug: 'disk-ide-machine',
  severity: 'error',
  title: 'IDE disk on a machine without an IDE controller',
  help: 'The machines q35, microvm and virt have no IDE controller. Put a CD-ROM drive on sata (q35) or scsi (virt), with a target name such as sda. Put a hard disk on virtio, with a target name such as vda.',
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
      disk.text('device') === 'cdrom'
        ? `use the bus ${isQ35(domain) ? 'sata, scsi' : 'scsi'} or usb, ${target(disk, 'sd')}`
        : `use the bus virtio, ${target(disk, 'vd')}, or ${isQ35(domain) ? 'sata' : 'scsi'}, ${target(disk, 'sd')}`,
    )
  },
})

/** The advice on the target name, because libvirt derives the bus from the name, and hda means IDE. */
function target(disk: Cursor<Disk>, prefix: string): string {
  const letters = /^hd([a-z]+)$/.exec(disk.text('target/dev') ?? '')?.[1] ?? 'a'
  return `with the target name ${prefix}${letters}`
}
