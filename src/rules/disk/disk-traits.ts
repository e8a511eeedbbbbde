import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** Some disk settings are supported only on certain buses or by certain kinds of drives. */
export const diskTraits = rule({
  code: 'VMC2221',
  slug: 'disk-traits',
  severity: 'error',
  title: 'disk setting not supported by the bus or drive',
  help: 'Only a virtio disk supports queues, queue_size, event_idx and ioeventfd; only scsi, sata and ide disks support wwn and rotation_rate; only usb and scsi disks support removable. Only CD-ROM and floppy drives have a tray.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainDiskDefValidate; qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  example: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="raw" queues="4"/><source file="/a.img"/><target dev="{sda -> vda}" bus="{sata -> virtio}"/></disk>
</devices>`,
  },
  *check(disk) {
    const bus = busOf(disk)
    if (bus === undefined) return
    for (const { buses, fields } of SUPPORT) {
      if (buses.includes(bus)) continue
      const field = fields.find(one => disk.has(one))
      if (field === undefined) continue
      yield disk.report(
        field,
        `a disk on bus "${bus}" does not support ${field.split('/').at(-1)}`,
        `leave it out, or use the bus ${buses.join(' or ')}`,
      )
    }
    const device = disk.text('device') ?? 'disk'
    if (disk.has('target/rotation_rate') && device !== 'disk')
      yield disk.report(
        'target/rotation_rate',
        'only a hard disk has a rotation rate',
        'leave out rotation_rate',
      )
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
  | 'target/removable'
  | 'wwn'

/** The buses that support each of these disk settings. */
const SUPPORT: readonly { readonly buses: readonly string[]; readonly fields: readonly Field[] }[] =
  [
    {
      buses: ['virtio'],
      fields: [
        ...([
          'driver/queues',
          'driver/queue_size',
          'driver/event_idx',
          'driver/ioeventfd',
        ] as const),
        ...(['driver/iommu', 'driver/ats', 'driver/packed', 'driver/page_per_vq'] as const),
      ],
    },
    { buses: ['scsi', 'sata', 'ide'], fields: ['target/rotation_rate'] },
    { buses: ['usb', 'scsi'], fields: ['target/removable'] },
    { buses: ['scsi', 'sata', 'ide'], fields: ['wwn'] },
  ]
