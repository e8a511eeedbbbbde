import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** A transient disk can share its backing image only on buses to which QEMU can add disks later. */
export const diskShareBacking = rule({
  code: 'VMC2295',
  slug: 'disk-share-backing',
  severity: 'error',
  title: 'shared backing image of a transient disk on a fixed bus',
  help: 'QEMU adds a transient disk with shareBacking="yes" after it has started, which works only on the buses virtio, usb and scsi. Change the bus, or remove shareBacking.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskTransient',
  on: 'devices/disk',
  needs: 'transient/shareBacking',
  example: {
    xml: `<devices><disk type="file"><source file="/a.img"/><target dev="{sda -> vda}" bus="{sata -> virtio}"/><transient shareBacking="yes"/></disk></devices>`,
  },
  *check(disk) {
    const bus = busOf(disk)
    if (disk.text('transient/shareBacking') !== 'yes' || bus === undefined) return
    if (['virtio', 'usb', 'scsi'].includes(bus)) return
    yield disk.report(
      'transient/shareBacking',
      `a transient disk on bus "${bus}" cannot share its backing image`,
      'use the bus virtio, or leave out shareBacking',
    )
  },
})
