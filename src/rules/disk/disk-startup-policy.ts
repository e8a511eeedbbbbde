import { rule } from '../../check/rule.ts'

/** Only some disks support a startup policy, which determines what happens if the image is missing. */
export const diskStartupPolicy = rule({
  code: 'VMC2222',
  slug: 'disk-startup-policy',
  severity: 'error',
  title: 'startupPolicy not supported for this disk',
  help: 'Only disks of type "file", "block", "dir" and "volume" can have a startupPolicy. Only CD-ROM and floppy drives can have the startupPolicy "requisite". Change or remove startupPolicy.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDiskDefValidateStartupPolicy',
  on: 'devices/disk',
  needs: 'source/startupPolicy',
  example: {
    xml: `<devices>
  <disk type="file"><source file="/a.img" startupPolicy="{requisite -> optional}"/><target dev="vda" bus="virtio"/></disk>
</devices>`,
  },
  *check(disk) {
    const policy = disk.text('source/startupPolicy')
    if (policy === undefined) return
    const device = disk.text('device') ?? 'disk'
    const type = disk.text('type') ?? 'file'
    if (!TYPES.includes(type)) {
      yield disk.report(
        'source/startupPolicy',
        `a disk of type "${type}" cannot have a startupPolicy`,
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

const TYPES: readonly string[] = ['file', 'block', 'dir', 'volume']
