import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** A transient disk with shareBacking="yes" must be on a bus that supports hotplug. */
export const diskShareBacking = rule({
  code: 'VMC2295',
  slug: 'disk-share-backing',
  severity: 'error',
  title: 'transient disk has shareBacking on a bus without hotplug',
  help: 'A transient disk with shareBacking="yes" is hotplugged after QEMU has started. Only the buses virtio, usb and scsi support this. Change the bus, or remove shareBacking.',
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
