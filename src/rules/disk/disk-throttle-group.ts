import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** A disk can use only the throttle groups of its domain, each once. */
export const diskThrottleGroup = rule({
  code: 'VMC2271',
  slug: 'disk-throttle-group',
  severity: 'error',
  title: 'throttle group that is missing or used twice',
  help: 'Each <throttlegroup> of a domain needs its own group_name, and a <throttlefilter> must name one of them. A disk can use each group only once, and a CD-ROM drive cannot use any.',
  for: 'qemu',
  source:
    'domain_conf.c: virDomainDefThrottleGroupsParse, virDomainDiskThrottleFilterDefsParse; domain_validate.c: virDomainDiskDefValidate',
  since: { libvirt: '11.2.0' },
  on: ['throttlegroups', 'devices/disk'],
  example: {
    xml: `<throttlegroups><throttlegroup><total_iops_sec>100</total_iops_sec><group_name>slow</group_name></throttlegroup></throttlegroups>
<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><throttlefilters><throttlefilter group="{fast -> slow}"/></throttlefilters></disk>
</devices>`,
  },
  *check(element, { domain }) {
    for (const group of element.each('throttlegroup'))
      if (!group.has('group_name'))
        yield group.report('.', 'a throttle group has no name', 'add its group_name')
    for (const { element: group, first, key } of duplicates(element.each('throttlegroup'), one =>
      one.text('group_name'),
    ))
      yield group.report('group_name', `two throttle groups have the name "${key}"`, 'rename one', {
        related: [first.related('group_name', 'first used here')],
      })
    const filters = element.each('throttlefilters/throttlefilter')
    if (filters.length === 0) return
    const names = domain.each('throttlegroups/throttlegroup').map(one => one.text('group_name'))
    for (const filter of filters) {
      const name = filter.text('group')
      if (name === undefined || names.includes(name)) continue
      yield filter.report(
        'group',
        `the domain has no throttle group "${name}"`,
        'add the group to <throttlegroups>, or correct the name',
      )
    }
    for (const { element: filter, first, key } of duplicates(filters, one => one.text('group')))
      yield filter.report('group', `the disk uses the throttle group "${key}" twice`, 'keep one', {
        related: [first.related('group', 'first used here')],
      })
    if (element.text('device') === 'cdrom')
      yield element.report(
        'throttlefilters',
        'a CD-ROM drive does not support throttle groups',
        'leave out <throttlefilters>',
      )
  },
})
