import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Two disks of a guest cannot have the same target name. */
export const diskTargetUnique = rule({
  code: 'VMC2201',
  slug: 'disk-target-unique',
  severity: 'error',
  title: 'two disks have the same target name',
  help: 'Each disk needs its own target name, such as vda and vdb. Change one of the names, or leave them out: vmc then chooses the target names by bus.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDiskInsert; domain_validate.c: virDomainDefValidateInternal',
  on: 'devices',
  needs: 'disk',
  example: {
    ts: ".disk(file('/a.img').target('vda')).disk(file('/b.img').target('{vda -> vdb}'))",
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/></disk>
  <disk type="file"><source file="/b.img"/><target dev="{vda -> vdb}" bus="virtio"/></disk>
</devices>`,
  },
  *check(devices) {
    const targets = devices.each('disk/target')
    for (const { element, first, key } of duplicates(targets, target => target.text('dev'))) {
      yield element.report(
        'dev',
        `two disks have the target "${key}"`,
        'give each disk its own target name, or leave the names to vmc',
        { related: [first.related('dev', 'first used here')] },
      )
    }
  },
})
