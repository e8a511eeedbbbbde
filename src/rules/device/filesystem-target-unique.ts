import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'
import type { Filesystem } from '../../schema/domain/filesystem.ts'

/**
 * Two shared folders cannot have the same target if one of them uses virtiofs, because the guest finds a folder by its target.
 */
export const filesystemTargetUnique = rule({
  code: 'VMC2813',
  slug: 'filesystem-target-unique',
  severity: 'error',
  title: 'virtiofs filesystem has a target that is already used',
  help: 'The attribute "dir" of <target> is the tag with which the guest mounts a shared folder. Each <filesystem> with the driver "virtiofs" needs its own tag. Change the tag.',
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
  *check(devices, { target }) {
    const filesystems = devices.each('filesystem')
    const virtiofs = filesystems.filter(isVirtiofs)
    if (virtiofs.length === 0) return
    const tags = new Set(virtiofs.map(one => one.text('target/dir')))
    // Releases before libvirt 11.3 compare the target of a virtiofs filesystem only with the targets of other virtiofs
    // filesystems.
    const compared = isBefore(target, '11.3.0')
      ? virtiofs
      : filesystems.filter(one => tags.has(one.text('target/dir')))
    const targets = compared.flatMap(one => one.each('target'))
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

// Filesystems that do not use virtiofs can share a tag, unless a virtiofs filesystem has this tag too.
const isVirtiofs = (filesystem: Cursor<Filesystem>): boolean =>
  filesystem.text('driver/type') === 'virtiofs'
