import { rule } from '../../check/rule.ts'

/** The startup policy decides what happens if the image is missing. */
export const diskStartupPolicy = rule({
  code: 'VMC2222',
  slug: 'disk-startup-policy',
  severity: 'error',
  title: 'startupPolicy not supported for this disk',
  help: 'Disks of type "file", "block", "dir" and "volume" can have a startupPolicy. "requisite" works only for CD-ROM and floppy drives.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDiskDefValidateStartupPolicy',
  on: 'devices/disk',
  example: {
    xml: `<devices>
  <disk type="file"><source file="/a.img" startupPolicy="{requisite -> optional}"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(disk) {
    const policy = disk.text('source/startupPolicy')
    if (policy === undefined) return
    const device = disk.text('device') ?? 'disk'
    if (disk.text('type') === 'network') {
      yield disk.report(
        'source/startupPolicy',
        'a disk of type "network" cannot have a startupPolicy',
        'leave out startupPolicy',
      )
    } else if (policy === 'requisite' && device !== 'cdrom' && device !== 'floppy') {
      yield disk.report(
        'source/startupPolicy',
        'the startupPolicy "requisite" works only for CD-ROM and floppy drives',
        'use "optional" or "mandatory"',
      )
    }
  },
})
