import type { Cursor } from '../../check/cursor.ts'
import { LENGTH_KEYS, LIMIT_KEYS } from '../../check/facts/iotune.ts'
import { rule } from '../../check/rule.ts'
import type { IoTune } from '../../schema/domain/throttle.ts'

/** All disks in a throttle group must have the same I/O limits, because QEMU applies the limits to the whole group. */
export const diskThrottle = rule({
  code: 'VMC2267',
  slug: 'disk-throttle',
  severity: 'error',
  title: 'disk or throttle group has I/O limits that QEMU lacks',
  help: 'An I/O limit can be at most 1000000000000000. All disks of a throttle group must have the same I/O limits, and a throttle group must have at least one limit. Correct the limits, or remove the group.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskBlkdeviotune',
  on: 'devices/disk/iotune',
  example: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/><iotune><total_iops_sec>100</total_iops_sec><group_name>a</group_name></iotune></disk>
  <disk type="file"><source file="/b.img"/><target dev="vdb" bus="virtio"/><iotune><total_iops_sec>{200 -> 100}</total_iops_sec><group_name>a</group_name></iotune></disk>
</devices>`,
  },
  *check(iotune, { domain }) {
    const excess = LIMIT_KEYS.find(key => (iotune.number(key) ?? 0) > MAX_LIMIT)
    if (excess !== undefined)
      yield iotune.report(
        excess,
        `the limit ${iotune.text(excess)} is too large for QEMU`,
        `use at most ${MAX_LIMIT}`,
      )
    const group = iotune.text('group_name')
    if (group === undefined) return
    const members = domain
      .each('devices/disk/iotune')
      .filter(one => one.text('group_name') === group && hasLimits(one))
    const [first] = members
    if (!first) {
      yield iotune.report(
        'group_name',
        `the throttle group "${group}" has no limit`,
        'add a limit, such as total_iops_sec, or leave out group_name',
      )
      return
    }
    // A disk without limits of its own uses the limits of its throttle group, so the limits cannot differ.
    if (!hasLimits(iotune) || limitsOf(first).join() === limitsOf(iotune).join()) return
    yield iotune.report(
      '.',
      `the limits differ from those of another disk in the throttle group "${group}"`,
      'set the same limits on all disks of the group',
      { related: [first.related('.', 'the limits of the first disk')] },
    )
  },
})

const hasLimits = (iotune: Cursor<IoTune>): boolean => limitsOf(iotune).some(limit => limit !== 0)

const MAX_LIMIT = 1_000_000_000_000_000

const limitsOf = (iotune: Cursor<IoTune>): readonly number[] =>
  [...LIMIT_KEYS, ...LENGTH_KEYS].map(key => iotune.number(key) ?? 0)
