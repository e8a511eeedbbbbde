import { lookup } from '../../schema/lookup.ts'
import { busOf } from '../disks.ts'
import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A kind of drive is on a bus that has such drives. */
export const diskDeviceBus: Rule = {
  code: 'VMC2218',
  slug: 'disk-device-bus',
  severity: 'error',
  title: 'drive on a bus that has none such',
  help: 'Floppy drives are on fdc and nothing else is; CD-ROM drives are on sata, scsi, ide or usb, not on virtio.',
  hypervisors: QEMU,
  about: ['devices/disk/target'],
  wrong: {
    ts: ".disk(file('/a.iso').device('cdrom').bus('virtio').readonly())",
    xml: `<devices>
  <disk type="file" device="cdrom"><source file="/a.img"/><target dev="vda" bus="virtio"/><readonly/></disk>
</devices>`,
  },
  right: {
    ts: ".cdrom('/a.iso')",
    xml: `<devices>
  <disk type="file" device="cdrom"><source file="/a.img"/><target dev="sda" bus="sata"/><readonly/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const device = spelled(disk, 'device') ?? 'disk'
      const bus = busOf(disk)
      const target = down(disk, 'target')
      if (!target || bus === undefined) continue
      const isWrong =
        (device === 'floppy') !== (bus === 'fdc') ||
        (device === 'cdrom' && (bus === 'virtio' || bus === 'sd'))
      if (!isWrong) continue
      yield {
        message: `there is no ${lookup(NAMES, device) ?? device} on the bus ${bus}`,
        ...place(target, says(target, 'bus') ? 'bus' : 'dev'),
        help: device === 'floppy' ? 'use the bus fdc' : 'use the bus sata or scsi',
      }
    }
  },
}

const NAMES: Readonly<Record<string, string>> = {
  floppy: 'floppy drive',
  cdrom: 'CD-ROM drive',
  disk: 'hard disk',
}
