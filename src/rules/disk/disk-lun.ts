import type { Cursor } from '../../check/cursor.ts'
import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import { isBefore } from '../../check/target.ts'
import type { Disk } from '../../schema/domain/disk.ts'

/** With device="lun", the guest sends SCSI commands directly to the disk. The disk must be a raw block device or an iSCSI LUN. */
export const diskLun = rule({
  code: 'VMC2216',
  slug: 'disk-lun',
  severity: 'error',
  title: 'device="lun" requires a raw block device or an iSCSI LUN',
  help: 'A disk with device="lun" must be on the bus "scsi" or "virtio". It must have the format raw, and the type "block", "volume", or "network" with iSCSI. It cannot have <wwn>, <vendor>, <product> or encryption, nor <serial> on the bus scsi. Disks that do not have device="lun" cannot have rawio, sgio and <reservations>. Change the attribute "device", or remove the unsupported setting.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainDiskDefSourceLUNValidate, virDomainDiskDefValidate; qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  needs: ['rawio', 'sgio', 'source/reservations'],
  where: { device: 'lun' },
  example: {
    xml: `<devices>
  <disk type="block" device="lun">{<driver name="qemu" type="qcow2"/> -> }<source dev="/dev/sdb"/><target dev="sda" bus="scsi"/></disk>
</devices>`,
  },
  *check(disk, { target }) {
    if (disk.text('device') !== 'lun') {
      const field = (['rawio', 'sgio', 'source/reservations'] as const).find(
        one => disk.text(one) !== undefined || disk.has(one),
      )
      if (field === undefined) return
      yield disk.report(
        field,
        `only a disk with device "lun" can have ${field.split('/').at(-1)}`,
        `leave out ${field.split('/').at(-1)}, or set device to "lun"`,
      )
      return
    }
    yield* checkSource(disk)
    const bus = busOf(disk)
    if (bus !== undefined && bus !== 'virtio' && bus !== 'scsi') {
      yield disk.report(
        'device',
        `a disk on bus "${bus}" cannot be a LUN`,
        'use the bus scsi or virtio, or leave out device',
      )
    }
    if (disk.text('sgio') === 'unfiltered')
      yield disk.report('sgio', 'libvirt no longer supports unfiltered sgio', 'leave out sgio')
    const field = (['wwn', 'vendor', 'product', 'serial', 'blockio'] as const).find(one => {
      if (one === 'serial' && bus !== 'scsi') return false
      if (one === 'blockio' && isBefore(target, '12.9.0')) return false
      return disk.has(one)
    })
    if (field === undefined) return
    yield disk.report(field, `a LUN does not support ${field}`, `leave out ${field}`)
  },
})

function* checkSource(disk: Cursor<Disk>): Generator<RuleFinding> {
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
  } else if (type === 'block' && !disk.has('source')) {
    yield disk.report('.', 'a LUN needs a block device', 'set dev in its <source>')
  }
  const field = (['source/slices', 'source/encryption', 'encryption'] as const).find(one =>
    disk.has(one),
  )
  if (field === undefined) return
  const name = field.split('/').at(-1)
  yield disk.report(field, `a LUN does not support ${name}`, `leave out ${name}`)
}
