import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A LUN is a whole device of the host that the guest speaks SCSI to. */
export const diskLun: Rule = {
  code: 'VMC2216',
  slug: 'disk-lun',
  severity: 'error',
  title: 'LUN that is none',
  help: 'A disk of device "lun" is raw, of type "block", or of type "network" over iSCSI, on the bus scsi; rawio, sgio and reservations are for it alone.',
  hypervisors: QEMU,
  about: ['devices/disk/device', 'devices/disk/rawio', 'devices/disk/sgio'],
  wrong: {
    xml: `<devices>
  <disk type="block" device="lun"><driver name="qemu" type="qcow2"/><source dev="/dev/sdb"/><target dev="sda" bus="scsi"/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="block" device="lun"><source dev="/dev/sdb"/><target dev="sda" bus="scsi"/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const type = spelled(disk, 'type') ?? 'file'
      if (spelled(disk, 'device') !== 'lun') {
        const stray = ['rawio', 'sgio'].find(key => says(disk, key))
        if (stray === undefined) continue
        yield {
          message: `${stray} is for a disk of device "lun"`,
          ...place(disk, stray),
          help: `leave it out, or say device: 'lun'`,
        }
        continue
      }
      const format = spelled(down(disk, 'driver'), 'type')
      const protocol = spelled(down(disk, 'source'), 'protocol')
      const isIscsi = type === 'network' && (protocol ?? 'iscsi') === 'iscsi'
      if (type !== 'block' && type !== 'volume' && !isIscsi) {
        yield {
          message: `a disk of ${type === 'network' ? `protocol "${protocol}"` : `type "${type}"`} is no LUN`,
          ...place(disk, 'device'),
          help: "give it a device of the host, with type: 'block', or leave device out",
        }
      } else if (format !== undefined && format !== 'raw') {
        yield {
          message: `a LUN is raw, not "${format}"`,
          ...place(down(disk, 'driver')!, 'type'),
          help: "say type: 'raw'",
        }
      }
    }
  },
}
