import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** A hard disk on IDE or SATA cannot be read-only. */
export const diskReadonlyBus = rule({
  code: 'VMC2217',
  slug: 'disk-readonly-bus',
  severity: 'error',
  title: 'read-only hard disk on IDE or SATA',
  help: 'A hard disk on IDE or SATA cannot be write-protected, so libvirt refuses <readonly>. Use the bus virtio or scsi, or make the disk a CD-ROM drive.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  needs: 'readonly',
  example: {
    ts: ".disk(file('/a.img').bus('{sata -> virtio}').readonly())",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="{sda -> vda}" bus="{sata -> virtio}"/><readonly/></disk>
</devices>`,
  },
  *check(disk) {
    if (!disk.has('readonly') || (disk.text('device') ?? 'disk') !== 'disk') return
    const bus = busOf(disk)
    if (bus !== 'ide' && bus !== 'sata') return
    yield disk.report(
      'readonly',
      `a hard disk on bus "${bus}" cannot be read-only`,
      'use the bus virtio or scsi, or set device to "cdrom"',
    )
  },
})
