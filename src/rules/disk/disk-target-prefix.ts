import { rule } from '../../check/rule.ts'

/**
 * The target name of a disk must begin with a prefix such as vd or sd. The target name of a floppy drive must begin
 * with fd.
 */
export const diskTargetPrefix = rule({
  code: 'VMC2233',
  slug: 'disk-target-prefix',
  severity: 'error',
  title: 'unknown prefix in the target name of a disk',
  help: 'The target name of a disk must begin with hd, sd, vd, xvd, ubd or nvme. The target name of a floppy drive must begin with fd. Leave the target name out: vmc then chooses a name.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDiskDefValidate',
  on: 'devices/disk',
  example: {
    xml: '<devices><disk type="file"><source file="/a.img"/><target dev="{fda -> vda}" bus="virtio"/></disk></devices>',
  },
  *check(disk) {
    const name = disk.text('target/dev')
    const device = disk.text('device') ?? 'disk'
    if (name === undefined || device === 'cdrom') return
    const isFloppy = device === 'floppy'
    if ((isFloppy ? /^fd/ : /^(hd|sd|vd|xvd|ubd|nvme)/).test(name)) return
    yield disk.report(
      'target/dev',
      `a ${isFloppy ? 'floppy drive' : 'disk'} cannot have the target name "${name}"`,
      isFloppy
        ? 'use fda or fdb'
        : 'use vda, sda or hda, or leave the name out in a program: vmc then chooses it',
    )
  },
})
