import { busOf } from '../disks.ts'
import { devices, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** IDE and SATA know no write protection of a hard disk. */
export const diskReadonlyBus: Rule = {
  code: 'VMC2217',
  slug: 'disk-readonly-bus',
  severity: 'error',
  title: 'read-only disk on a bus without write protection',
  help: 'A disk on IDE or SATA cannot be read-only, other than a CD-ROM. Use virtio or scsi.',
  hypervisors: QEMU,
  about: ['devices/disk/readonly'],
  wrong: {
    ts: ".disk(file('/a.img').bus('sata').readonly())",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="sda" bus="sata"/><readonly/></disk>
</devices>`,
  },
  right: {
    ts: ".disk(file('/a.img').bus('virtio').readonly())",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><readonly/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      if (!says(disk, 'readonly') || (spelled(disk, 'device') ?? 'disk') !== 'disk') continue
      const bus = busOf(disk)
      if (bus !== 'ide' && bus !== 'sata') continue
      yield {
        message: `a disk of bus "${bus}" cannot be read-only`,
        ...place(disk, 'readonly'),
        help: "use the bus virtio or scsi, or make it a CD-ROM with device: 'cdrom'",
      }
    }
  },
}
