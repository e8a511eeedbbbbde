import { text, unsignedLong } from '../core/codec.ts'
import { atMostOne, child, element, type Infer, leaf, many } from '../core/element.ts'

/** `<iotune>` of a disk, or a `<throttlegroup>` for several disks: the I/O limits. */
export interface IoTune extends Infer<typeof iotune> {}

export const iotune = element(
  'iotune',
  {
    /** The limit of bytes per second, reads and writes together. Default: 0, unlimited. */
    total_bytes_sec: leaf(unsignedLong),
    /** The limit of bytes read per second. Default: 0, unlimited. */
    read_bytes_sec: leaf(unsignedLong),
    /** The limit of bytes written per second. Default: 0, unlimited. */
    write_bytes_sec: leaf(unsignedLong),
    /** The limit of operations per second, reads and writes together. Default: 0, unlimited. */
    total_iops_sec: leaf(unsignedLong),
    /** The limit of reads per second. Default: 0, unlimited. */
    read_iops_sec: leaf(unsignedLong),
    /** The limit of writes per second. Default: 0, unlimited. */
    write_iops_sec: leaf(unsignedLong),
    /** The burst limit of bytes per second, reads and writes together. Since libvirt 1.2.11. */
    total_bytes_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** The burst limit of bytes read per second. Since libvirt 1.2.11. */
    read_bytes_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** The burst limit of bytes written per second. Since libvirt 1.2.11. */
    write_bytes_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** The burst limit of operations per second, reads and writes together. Since libvirt 1.2.11. */
    total_iops_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** The burst limit of reads per second. Since libvirt 1.2.11. */
    read_iops_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** The burst limit of writes per second. Since libvirt 1.2.11. */
    write_iops_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /**
     * The maximum size of a request that is counted as one operation, in bytes. A larger request is counted as several
     * operations. Since libvirt 1.2.11.
     */
    size_iops_sec: leaf(unsignedLong, { since: '1.2.11' }),
    /** The name of the throttle group. Disks with the same group name share the limits. Since libvirt 3.0.0. */
    group_name: leaf(text, { since: '3.0.0' }),
    /** The maximum duration of a burst of `total_bytes_sec_max`, in seconds. Since libvirt 2.4.0. */
    total_bytes_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** The maximum duration of a burst of `read_bytes_sec_max`, in seconds. Since libvirt 2.4.0. */
    read_bytes_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** The maximum duration of a burst of `write_bytes_sec_max`, in seconds. Since libvirt 2.4.0. */
    write_bytes_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** The maximum duration of a burst of `total_iops_sec_max`, in seconds. Since libvirt 2.4.0. */
    total_iops_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** The maximum duration of a burst of `read_iops_sec_max`, in seconds. Since libvirt 2.4.0. */
    read_iops_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** The maximum duration of a burst of `write_iops_sec_max`, in seconds. Since libvirt 2.4.0. */
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

/** `<throttlegroups>`: the named I/O limits that disks can share. */
export interface ThrottleGroups extends Infer<typeof throttleGroups> {}

export const throttleGroups = element(
  'throttlegroups',
  {
    /** The throttle groups. Disks refer to a group by its `group_name`. */
    throttlegroup: many(child<IoTune>(iotune)),
  },
  { page: 'formatdomain.html#disk-throttle-group-management' },
)
