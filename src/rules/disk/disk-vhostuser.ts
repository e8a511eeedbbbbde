import type { Cursor } from '../../check/cursor.ts'
import { busOf } from '../../check/facts/disks.ts'
import { LENGTH_KEYS, LIMIT_KEYS } from '../../check/facts/iotune.ts'
import { rule } from '../../check/rule.ts'
import type { Disk } from '../../schema/domain/disk.ts'

/** QEMU cannot apply some disk settings to a vhost-user disk, because a process other than QEMU serves the disk. */
export const diskVhostuser = rule({
  code: 'VMC2224',
  slug: 'disk-vhostuser',
  severity: 'error',
  title: 'setting not supported on a vhost-user disk',
  help: 'The data of a vhost-user disk is served by a process other than QEMU. That process controls caching, I/O, write protection and encryption, so <disk> cannot have these settings. The disk must be on the bus virtio. Remove the setting from <disk>, and configure the process instead.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainDiskVhostUserValidate',
  on: 'devices/disk',
  where: { type: 'vhostuser' },
  example: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <disk type="vhostuser" device="disk" snapshot="no">
    {<driver name="qemu" cache="none"/> -> <driver name="qemu"/>}
    <source type="unix" path="/run/a.sock"/>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(disk) {
    if (disk.text('type') !== 'vhostuser') return
    const bus = busOf(disk)
    if (bus !== undefined && bus !== 'virtio')
      yield disk.report(
        disk.has('target/bus') ? 'target/bus' : 'target/dev',
        `a vhost-user disk cannot be on bus "${bus}"`,
        'use the bus virtio',
      )
    if (disk.text('source/reconnect/enabled') === 'yes' && !disk.has('source/reconnect/timeout'))
      yield disk.report('source/reconnect', 'reconnecting needs a timeout', 'set it, such as 10')
    const snapshot = disk.text('snapshot') ?? 'no'
    if (snapshot !== 'no')
      yield disk.report(
        'snapshot',
        `a vhost-user disk does not support the snapshot "${snapshot}"`,
        "set snapshot: 'no'",
      )
    for (const field of [driverFieldOf(disk), diskFieldOf(disk)]) {
      if (field === undefined) continue
      yield disk.report(
        field,
        `a vhost-user disk does not support ${field.split('/').at(-1)}`,
        'leave it out, and configure the program that serves the disk',
      )
    }
  },
})

function driverFieldOf(disk: Cursor<Disk>) {
  if ((disk.text('driver/cache') ?? 'default') !== 'default') return 'driver/cache' as const
  if (disk.number('driver/iothread')) return 'driver/iothread' as const
  if (disk.has('driver/metadata_cache')) return 'driver/metadata_cache' as const
  return DRIVER_FIELDS.find(one => disk.text(one) !== undefined)
}

// libvirt treats the number 0 in a field, such as an I/O limit, like a field that is not set.
function diskFieldOf(disk: Cursor<Disk>) {
  const isSet = (key: string) => disk.number(key as 'iotune/total_bytes_sec')
  const numeric = NUMERIC.find(({ element, keys }) => keys.some(key => isSet(`${element}/${key}`)))
  return numeric?.element ?? DISK_FIELDS.find(one => disk.has(one))
}

const DRIVER_FIELDS = [
  ...(['driver/error_policy', 'driver/rerror_policy', 'driver/io', 'driver/ioeventfd'] as const),
  ...(['driver/copy_on_read', 'driver/discard', 'driver/detect_zeroes'] as const),
] as const

const NUMERIC = [
  { element: 'iotune', keys: [...LIMIT_KEYS, ...LENGTH_KEYS] },
  { element: 'geometry', keys: ['cyls', 'heads', 'secs'] },
  {
    element: 'blockio',
    keys: ['logical_block_size', 'physical_block_size', 'discard_granularity'],
  },
] as const

const DISK_FIELDS = [
  ...(['geometry/trans', 'iotune/group_name', 'backingStore', 'encryption'] as const),
  ...([
    'readonly',
    'shareable',
    'transient',
    'serial',
    'wwn',
    'vendor',
    'product',
    'auth',
  ] as const),
] as const
