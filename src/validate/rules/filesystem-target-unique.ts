import { also, devices, down, place, repeated, spelled } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** A shared folder is known to the guest by its name. */
export const filesystemTargetUnique: Rule = {
  code: 'VMC2813',
  slug: 'filesystem-target-unique',
  severity: 'error',
  title: 'name of another shared folder',
  help: 'The <target dir> of each <filesystem> is another: the tag that a virtual machine mounts it by, or the place where a container has it.',
  hypervisors: LIBVIRT,
  about: ['devices/filesystem'],
  wrong: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/a"/><target dir="srv"/></filesystem>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/b"/><target dir="srv"/></filesystem>
</devices>`,
  },
  right: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/a"/><target dir="a"/></filesystem>
  <filesystem type="mount"><driver type="virtiofs"/><source dir="/b"/><target dir="b"/></filesystem>
</devices>`,
  },
  *check(domain) {
    const targets = devices(domain, 'filesystem').flatMap(one => down(one, 'target') ?? [])
    for (const { here, first, key } of repeated(targets, target => spelled(target, 'dir'))) {
      yield {
        message: `two shared folders are ${key}`,
        ...place(here, 'dir'),
        help: 'give each its own',
        related: [also('the first is here', first, 'dir')],
      }
    }
  },
}
