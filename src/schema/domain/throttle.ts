import { text, unsignedLong } from '../core/codec.ts'
import { atMostOne, child, element, type Infer, leaf, many } from '../core/element.ts'

/** `<iotune>` of a disk, or `<throttlegroup>` for several disks: the limits on the disk I/O of the guest. */
export interface IoTune extends Infer<typeof iotune> {}

export const iotune = element(
  'iotune',
  {
    /**
     * The limit on bytes per second that the guest reads from and writes to the disk, in total. Default: 0, unlimited.
     */
    total_bytes_sec: leaf(unsignedLong),
    /** The limit on bytes per second that the guest reads from the disk. Default: 0, unlimited. */
    read_bytes_sec: leaf(unsignedLong),
    /** The limit on bytes per second that the guest writes to the disk. Default: 0, unlimited. */
    write_bytes_sec: leaf(unsignedLong),
    /** The limit on read and write operations of the disk per second, in total. Default: 0, unlimited. */
    total_iops_sec: leaf(unsignedLong),
    /** The limit on read operations of the disk per second. Default: 0, unlimited. */
    read_iops_sec: leaf(unsignedLong),
    /** The limit on write operations of the disk per second. Default: 0, unlimited. */
    write_iops_sec: leaf(unsignedLong),
    /**
     * During a burst, the limit on bytes per second that the guest reads from and writes to the disk, in total. Since
     * libvirt 1.2.11.
     */
    total_bytes_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** During a burst, the limit on bytes per second that the guest reads from the disk. Since libvirt 1.2.11. */
    read_bytes_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** During a burst, the limit on bytes per second that the guest writes to the disk. Since libvirt 1.2.11. */
    write_bytes_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** During a burst, the limit on read and write operations of the disk per second, in total. Since libvirt 1.2.11. */
    total_iops_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** During a burst, the limit on read operations of the disk per second. Since libvirt 1.2.11. */
    read_iops_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** During a burst, the limit on write operations of the disk per second. Since libvirt 1.2.11. */
    write_iops_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /**
     * The maximum size in bytes of a disk request that counts as one operation in the limits. A larger request counts
     * as several operations. Since libvirt 1.2.11.
     */
    size_iops_sec: leaf(unsignedLong, { since: '1.2.11' }),
    /**
     * The name of the throttle group to which the disk belongs. Disks with the same group name share their I/O limits.
     * Since libvirt 3.0.0.
     */
    group_name: leaf(text, { since: '3.0.0' }),
    /** The maximum duration in seconds of a burst that `total_bytes_sec_max` limits. Since libvirt 2.4.0. */
    total_bytes_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** The maximum duration in seconds of a burst that `read_bytes_sec_max` limits. Since libvirt 2.4.0. */
    read_bytes_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** The maximum duration in seconds of a burst that `write_bytes_sec_max` limits. Since libvirt 2.4.0. */
    write_bytes_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** The maximum duration in seconds of a burst that `total_iops_sec_max` limits. Since libvirt 2.4.0. */
    total_iops_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** The maximum duration in seconds of a burst that `read_iops_sec_max` limits. Since libvirt 2.4.0. */
    read_iops_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** The maximum duration in seconds of a burst that `write_iops_sec_max` limits. Since libvirt 2.4.0. */
    write_iops_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
  },
  {
    choices: [
      atMostOne('total_bytes_sec', ['read_bytes_sec', 'write_bytes_sec']),
      atMostOne('total_iops_sec', ['read_iops_sec', 'write_iops_sec']),
      atMostOne('total_bytes_sec_max', ['read_bytes_sec_max', 'write_bytes_sec_max']),
      atMostOne('total_iops_sec_max', ['read_iops_sec_max', 'write_iops_sec_max']),
      atMostOne('total_bytes_sec_max_length', [
        'read_bytes_sec_max_length',
        'write_bytes_sec_max_length',
      ]),
      atMostOne('total_iops_sec_max_length', [
        'read_iops_sec_max_length',
        'write_iops_sec_max_length',
      ]),
    ],
    page: 'formatdomain.html#hard-drives-floppy-disks-cdroms',
  },
)

/** `<throttlegroups>`: named groups of I/O limits that several disks can share. */
export interface ThrottleGroups extends Infer<typeof throttleGroups> {}

export const throttleGroups = element(
  'throttlegroups',
  {
    /** The throttle groups, which are named I/O limits. Disks refer to a group by its `group_name`. */
    throttlegroup: many(child<IoTune>(iotune)),
  },
  { page: 'formatdomain.html#disk-throttle-group-management' },
)
