import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** The geometry of a disk, or its BIOS translation mode, can be set only on some buses. */
export const diskGeometry = rule({
  code: 'VMC2232',
  slug: 'disk-geometry',
  severity: 'error',
  title: 'disk geometry not supported by the bus',
  help: 'A disk on the bus usb or sd cannot have a <geometry>. Only a disk on the bus ide can have the attribute "trans" of <geometry>. Remove <geometry> or "trans".',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskFrontend',
  on: 'devices/disk',
  needs: 'geometry',
  example: {
    xml: `<devices><disk type="file"><source file="/a.img"/><target dev="{vda -> hda}" bus="{virtio -> ide}"/>
<geometry cyls="16383" heads="16" secs="63" trans="lba"/></disk></devices>`,
  },
  *check(disk) {
    const geometry = disk.first('geometry')
    const bus = busOf(disk)
    if (!geometry || bus === undefined) return
    if (SIZES.some(size => !geometry.number(size))) return
    const trans = geometry.text('trans')
    if (bus === 'usb' || bus === 'sd') {
      yield geometry.report(
        '.',
        `a disk on bus "${bus}" cannot have a geometry`,
        'leave out <geometry>',
      )
    } else if (bus !== 'ide' && trans !== undefined) {
      yield geometry.report(
        'trans',
        `a disk on bus "${bus}" does not support the attribute trans`,
        'leave out trans',
      )
    }
  },
})

const SIZES = ['cyls', 'heads', 'secs'] as const
