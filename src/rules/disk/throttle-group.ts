import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Each throttle group must have a unique name. */
export const throttleGroup = rule({
  code: 'VMC2284',
  slug: 'throttle-group',
  severity: 'error',
  title: 'throttle group has no name, or is listed twice',
  help: 'Each <throttlegroup> must have its own <group_name>, which disks use to refer to the group. The <throttlefilters> of a disk can list each group only once. Add the name, or remove the duplicate.',
  for: 'libvirt',
  source:
    'domain_conf.c: virDomainDefThrottleGroupsParse, virDomainThrottleGroupDefParseXML, virDomainDiskDefThrottleFiltersParse',
  on: ['throttlegroups', 'devices/disk/throttlefilters'],
  example: {
    xml: `<throttlegroups>
  <throttlegroup><total_iops_sec>100</total_iops_sec><group_name>a</group_name></throttlegroup>
  <throttlegroup><total_iops_sec>200</total_iops_sec><group_name>{a -> b}</group_name></throttlegroup>
</throttlegroups>`,
  },
  *check(list) {
    const groups = list.each('throttlegroup')
    for (const group of groups) {
      if (group.has('group_name')) continue
      yield group.report('.', 'the throttle group has no name', 'add its <group_name>')
    }
    for (const { element, first, key } of duplicates(groups, one => one.text('group_name')))
      yield element.report(
        'group_name',
        `two throttle groups have the name "${key}"`,
        'give each group its own name',
        { related: [first.related('group_name', 'first used here')] },
      )
    const filters = list.each('throttlefilter')
    for (const { element, first, key } of duplicates(filters, one => one.text('group')))
      yield element.report('group', `the throttle group "${key}" is listed twice`, 'keep one', {
        related: [first.related('group', 'first listed here')],
      })
  },
})
