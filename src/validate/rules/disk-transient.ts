import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** What a guest writes to a transient disk is gone when it stops. */
export const diskTransient: Rule = {
  code: 'VMC2219',
  slug: 'disk-transient',
  severity: 'error',
  title: 'transient disk that cannot be so',
  help: 'A transient disk is a hard disk with an image of its own, of type "file", that is written to.',
  hypervisors: QEMU,
  about: ['devices/disk/transient'],
  wrong: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><readonly/><transient/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><transient/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const transient = down(disk, 'transient')
      if (!transient) continue
      const device = spelled(disk, 'device') ?? 'disk'
      const type = spelled(disk, 'type') ?? 'file'
      const fault = says(disk, 'readonly')
        ? 'that is read-only'
        : device !== 'disk'
          ? `of device "${device}"`
          : type !== 'file'
            ? `of type "${type}"`
            : undefined
      if (fault === undefined) continue
      yield {
        message: `a disk ${fault} cannot be transient`,
        ...place(transient),
        help: 'leave transient out',
      }
    }
  },
}
