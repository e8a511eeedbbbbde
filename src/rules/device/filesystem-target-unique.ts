import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Each shared folder has its own target, by which the guest finds it. */
export const filesystemTargetUnique = rule({
  code: 'VMC2813',
  slug: 'filesystem-target-unique',
  severity: 'error',
  title: 'two filesystems have the same target',
  help: 'The <target dir> is the tag by which a guest mounts the folder, or the mount point in a container. Each <filesystem> needs its own.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainFSDefValidate',
  on: 'devices',
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/a"/><target dir="{srv -> a}"/></filesystem>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/b"/><target dir="{srv -> b}"/></filesystem>
</devices>`,
  },
  *check(devices) {
    const targets = devices.each('filesystem/target')
    for (const { element, first, key } of duplicates(targets, target => target.text('dir'))) {
      yield element.report(
        'dir',
        `two filesystems have the target "${key}"`,
        'give each filesystem its own target',
        { related: [first.related('dir', 'first used here')] },
      )
    }
  },
})
