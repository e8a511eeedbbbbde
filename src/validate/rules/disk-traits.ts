import { busOf } from '../disks.ts'
import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Some traits are those of drives of one bus, or of one kind. */
export const diskTraits: Rule = {
  code: 'VMC2221',
  slug: 'disk-traits',
  severity: 'error',
  title: 'trait of another kind of drive',
  help: 'Queues, event_idx and ioeventfd are for virtio; wwn and rotation_rate for scsi, sata and ide; removable for usb and scsi; tray for CD-ROM and floppy drives.',
  hypervisors: QEMU,
  about: [
    'devices/disk/driver/queues',
    'devices/disk/driver/queue_size',
    'devices/disk/driver/event_idx',
    'devices/disk/driver/ioeventfd',
    'devices/disk/target/rotation_rate',
    'devices/disk/target/removable',
    'devices/disk/target/tray',
    'devices/disk/wwn',
  ],
  wrong: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="raw" queues="4"/><source file="/a.img"/><target dev="sda" bus="sata"/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="raw" queues="4"/><source file="/a.img"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const bus = busOf(disk)
      if (bus === undefined) continue
      const [driver, target] = [down(disk, 'driver'), down(disk, 'target')]
      for (const [here, keys, buses] of [
        [driver, ['queues', 'queue_size', 'event_idx', 'ioeventfd'], ['virtio']],
        [target, ['rotation_rate'], ['scsi', 'sata', 'ide']],
        [target, ['removable'], ['usb', 'scsi']],
        [disk, ['wwn'], ['scsi', 'sata', 'ide']],
      ] as const) {
        if (!here || (buses as readonly string[]).includes(bus)) continue
        const key = keys.find(one => says(here, one))
        if (key === undefined) continue
        yield {
          message: `a disk of bus "${bus}" has no ${key}`,
          ...place(here, key),
          help: `leave it out; it is for the bus ${buses.join(', ')}`,
        }
      }
      const device = spelled(disk, 'device') ?? 'disk'
      if (!target || !says(target, 'tray') || device === 'cdrom' || device === 'floppy') continue
      yield {
        message: 'a hard disk has no tray',
        ...place(target, 'tray'),
        help: 'leave tray out',
      }
    }
  },
}
