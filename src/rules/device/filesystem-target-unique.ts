import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import type { Filesystem } from '../../schema/domain/filesystem.ts'

/** Two virtiofs folders cannot have the same target, because the guest identifies a folder by its target. */
export const filesystemTargetUnique = rule({
  code: 'VMC2813',
  slug: 'filesystem-target-unique',
  severity: 'error',
  title: 'two virtiofs filesystems have the same target',
  help: 'The dir in <target> is the tag by which the guest mounts a shared folder. Each <filesystem> with the driver "virtiofs" needs its own tag.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDefFSValidate, virDomainFSDefValidate',
  on: 'devices',
  needs: 'filesystem',
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/a"/><target dir="{srv -> a}"/></filesystem>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/b"/><target dir="{srv -> b}"/></filesystem>
</devices>`,
  },
  *check(devices) {
    const filesystems = devices.each('filesystem')
    const targets = filesystems.filter(isVirtiofs).flatMap(one => one.each('target'))
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

// Several folders can have the same tag if their driver is not virtiofs.
const isVirtiofs = (filesystem: Cursor<Filesystem>): boolean =>
  filesystem.text('driver/type') === 'virtiofs'
