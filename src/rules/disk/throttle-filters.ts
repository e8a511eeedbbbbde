import { rule } from '../../check/rule.ts'

/** A throttle filter must refer to a throttle group of the domain. A CD-ROM drive cannot have throttle filters. */
export const throttleFilters = rule({
  code: 'VMC2294',
  slug: 'throttle-filters',
  severity: 'error',
  title: 'throttle filter has an unknown group, or is on a CD-ROM drive',
  help: 'A <throttlefilter> must contain the name of a <throttlegroup> of the domain. A CD-ROM drive cannot have throttle filters. Add the group, or remove the filter.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDiskDefValidate',
  on: 'devices/disk',
  needs: 'throttlefilters',
  example: {
    xml: `<throttlegroups><throttlegroup><group_name>a</group_name><total_iops_sec>100</total_iops_sec></throttlegroup></throttlegroups>
<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><throttlefilters><throttlefilter group="{b -> a}"/></throttlefilters></disk>
</devices>`,
  },
  *check(disk, { domain }) {
    const filters = disk.each('throttlefilters/throttlefilter')
    const [first] = filters
    if (!first) return
    if (disk.text('device') === 'cdrom')
      yield first.report('.', 'a CD-ROM drive has no throttle filters', 'leave them out')
    const names = domain.each('throttlegroups/throttlegroup').map(one => one.text('group_name'))
    for (const filter of filters) {
      const group = filter.text('group')
      if (group === undefined || names.includes(group) || names.includes(undefined)) continue
      yield filter.report('group', `the domain has no throttle group "${group}"`, 'add the group')
    }
  },
})
