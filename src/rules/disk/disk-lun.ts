import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/**
 * A disk with device="lun", to which the guest sends SCSI commands directly, must be a raw block device or an iSCSI
 * LUN.
 */
export const diskLun = rule({
  code: 'VMC2216',
  slug: 'disk-lun',
  severity: 'error',
  title: 'device="lun" needs a raw block device or an iSCSI LUN',
  help: 'A disk with device="lun" must be on the bus "scsi" or "virtio", and have the format raw and the type "block", "volume", or "network" with iSCSI. Only a disk with device="lun" can have rawio and sgio.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainDiskDefSourceLUNValidate, virDomainDiskDefValidate; qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  example: {
    xml: `<devices>
  <disk type="block" device="lun">{<driver name="qemu" type="qcow2"/> -> }<source dev="/dev/sdb"/><target dev="sda" bus="scsi"/></disk>
</devices>`,
  },
  *check(disk) {
    if (disk.text('device') !== 'lun') {
      const field = (['rawio', 'sgio'] as const).find(one => disk.has(one))
      if (field === undefined) return
      yield disk.report(
        field,
        `only a disk with device "lun" can have ${field}`,
        `leave out ${field}, or set device to "lun"`,
      )
      return
    }
    const bus = busOf(disk)
    if (bus !== undefined && bus !== 'virtio' && bus !== 'scsi') {
      yield disk.report(
        'device',
        `a disk on bus "${bus}" cannot be a LUN`,
        'use the bus scsi or virtio, or leave out device',
      )
    }
    const type = disk.text('type') ?? 'file'
    const protocol = disk.text('source/protocol') ?? 'iscsi'
    const format = disk.text('driver/type') ?? 'raw'
    const isIscsi = type === 'network' && protocol === 'iscsi'
    if (type !== 'block' && type !== 'volume' && !isIscsi) {
      yield disk.report(
        'device',
        `a disk ${type === 'network' ? `with protocol "${protocol}"` : `of type "${type}"`} cannot be a LUN`,
        'use a disk of type "block", or leave out device',
      )
    } else if (format !== 'raw') {
      yield disk.report(
        'driver/type',
        `a LUN cannot have the format "${format}"`,
        'use the format raw',
      )
    }
  },
})
