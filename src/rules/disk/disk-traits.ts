import { busOf } from '../../check/facts/disks.ts'
import { LIMIT_KEYS } from '../../check/facts/iotune.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** Some disk settings are supported only on certain buses or by certain kinds of drives. */
export const diskTraits = rule({
  code: 'VMC2221',
  slug: 'disk-traits',
  severity: 'error',
  title: 'disk setting not supported by the bus or device type',
  help: 'Only virtio disks support queues, queue_size, event_idx, ioeventfd and a virtio model. Only scsi, sata and ide disks support rotation_rate. Only scsi and ide disks support wwn. Only usb disks and scsi hard disks support removable. Only CD-ROM and floppy drives have a tray. An SD card supports neither a serial number nor I/O limits. Remove the setting, or change the bus.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainDiskDefValidate; qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend, qemuValidateDomainDeviceDefDiskBlkdeviotune',
  on: 'devices/disk',
  needs: [
    ...(['driver/queues', 'driver/queue_size', 'driver/event_idx', 'driver/ioeventfd'] as const),
    ...(['driver/iommu', 'driver/ats', 'driver/packed', 'driver/page_per_vq'] as const),
    ...(['target/rotation_rate', 'target/dpofua', 'target/removable', 'target/tray'] as const),
    ...(['wwn', 'model', 'serial', 'iotune'] as const),
  ],
  example: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="raw" queues="4"/><source file="/a.img"/><target dev="{sda -> vda}" bus="{sata -> virtio}"/></disk>
</devices>`,
  },
  *check(disk, { target }) {
    const bus = busOf(disk)
    if (bus === undefined) return
    const device = disk.text('device') ?? 'disk'
    for (const { buses, fields, since } of SUPPORT) {
      if (buses.includes(bus) || (since !== undefined && isBefore(target, since))) continue
      const field = fields.find(one => disk.text(one) !== undefined)
      if (field === undefined) continue
      yield disk.report(
        field,
        `a disk on bus "${bus}" does not support ${field.split('/').at(-1)}`,
        `leave it out, or use the bus ${buses.join(' or ')}`,
      )
    }
    const model = disk.text('model')
    if (model?.startsWith('virtio') && bus !== 'virtio')
      yield disk.report(
        'model',
        `a disk on bus "${bus}" cannot have the model "${model}"`,
        'leave out model, or use the bus virtio',
      )
    if (model?.startsWith('usb-') && bus === 'virtio')
      yield disk.report(
        'model',
        `a disk on bus "virtio" cannot have the model "${model}"`,
        'leave out model, or use the bus usb',
      )
    const isRemovable =
      bus === 'usb' || (bus === 'scsi' && device === 'disk' && !isBefore(target, '9.6.0'))
    if (disk.text('target/removable') !== undefined && !isRemovable)
      yield disk.report(
        'target/removable',
        bus === 'scsi'
          ? `a scsi disk with device "${device}" does not support removable`
          : `a disk on bus "${bus}" does not support removable`,
        'leave out removable',
      )
    if (disk.has('target/rotation_rate') && device !== 'disk')
      yield disk.report(
        'target/rotation_rate',
        'only a hard disk has a rotation rate',
        'leave out rotation_rate',
      )
    if (disk.has('serial') && bus === 'sd')
      yield disk.report('serial', 'an SD card has no serial', 'leave out serial')
    const limits = bus === 'sd' && !isBefore(target, '11.3.0') ? disk.first('iotune') : undefined
    if (limits && LIMIT_KEYS.some(key => (limits.number(key) ?? 0) > 0))
      yield limits.report('.', 'an SD card has no I/O limits', 'leave out <iotune>')
    if (!disk.has('target/tray') || device === 'cdrom' || device === 'floppy') return
    yield disk.report('target/tray', 'a hard disk has no tray', 'leave out tray')
  },
})

type Field =
  | 'driver/queues'
  | 'driver/queue_size'
  | 'driver/event_idx'
  | 'driver/ioeventfd'
  | 'driver/iommu'
  | 'driver/ats'
  | 'driver/packed'
  | 'driver/page_per_vq'
  | 'target/rotation_rate'
  | 'target/dpofua'
  | 'wwn'

interface Support {
  readonly buses: readonly string[]
  readonly fields: readonly Field[]
  /** The first libvirt release that refuses these settings on disks with another bus. Default: all releases refuse them. */
  readonly since?: string
}

/** Disk settings, and the disk buses that support them. */
const SUPPORT: readonly Support[] = [
  {
    buses: ['virtio'],
    fields: [
      ...(['driver/queues', 'driver/event_idx', 'driver/ioeventfd'] as const),
      ...(['driver/iommu', 'driver/ats', 'driver/packed', 'driver/page_per_vq'] as const),
    ],
  },
  { buses: ['virtio'], fields: ['driver/queue_size'], since: '11.3.0' },
  { buses: ['scsi', 'sata', 'ide'], fields: ['target/rotation_rate'] },
  { buses: ['scsi', 'ide'], fields: ['wwn'] },
  { buses: ['scsi'], fields: ['target/dpofua'] },
]
