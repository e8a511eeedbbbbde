import { devices, down, place, spelled } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** What to do when an image is missing is asked of files and volumes. */
export const diskStartupPolicy: Rule = {
  code: 'VMC2222',
  slug: 'disk-startup-policy',
  severity: 'error',
  title: 'startup policy that the disk cannot have',
  help: 'A startupPolicy is for disks of type "file", "block" and "volume"; "requisite" for CD-ROM and floppy drives alone.',
  hypervisors: LIBVIRT,
  about: ['devices/disk/source/startupPolicy'],
  wrong: {
    xml: `<devices>
  <disk type="file"><source file="/a.img" startupPolicy="requisite"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  right: {
    xml: `<devices>
  <disk type="file"><source file="/a.img" startupPolicy="optional"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(domain) {
    for (const disk of devices(domain, 'disk')) {
      const source = down(disk, 'source')
      const policy = spelled(source, 'startupPolicy')
      if (!source || policy === undefined) continue
      const type = spelled(disk, 'type') ?? 'file'
      const device = spelled(disk, 'device') ?? 'disk'
      if (type === 'network') {
        yield {
          message: 'a disk of type "network" has no startup policy',
          ...place(source, 'startupPolicy'),
          help: 'leave it out',
        }
      } else if (policy === 'requisite' && device !== 'cdrom' && device !== 'floppy') {
        yield {
          message: 'the policy "requisite" is for CD-ROM and floppy drives',
          ...place(source, 'startupPolicy'),
          help: 'use optional or mandatory',
        }
      }
    }
  },
}
