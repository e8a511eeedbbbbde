import { text, unsignedLong } from '../core/codec.ts'
import { atMostOne, child, element, type Infer, leaf, many } from '../core/element.ts'

/** `<iotune>` of a disk, or a `<throttlegroup>` that disks share: how fast it may be read and written. */
export interface IoTune extends Infer<typeof iotune> {}

export const iotune = element(
  'iotune',
  {
    /** Bytes a second, read and written together; unlimited where it is 0 or left out. */
    total_bytes_sec: leaf(unsignedLong),
    /** Bytes read a second. */
    read_bytes_sec: leaf(unsignedLong),
    /** Bytes written a second. */
    write_bytes_sec: leaf(unsignedLong),
    /** Operations a second, reads and writes together; unlimited where it is 0 or left out. */
    total_iops_sec: leaf(unsignedLong),
    /** Reads a second. */
    read_iops_sec: leaf(unsignedLong),
    /** Writes a second. */
    write_iops_sec: leaf(unsignedLong),
    /** Bytes a second during a burst, read and written together. Since libvirt 1.2.11. */
    total_bytes_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** Bytes read a second during a burst. Since libvirt 1.2.11. */
    read_bytes_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** Bytes written a second during a burst. Since libvirt 1.2.11. */
    write_bytes_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** Operations a second during a burst, reads and writes together. Since libvirt 1.2.11. */
    total_iops_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** Reads a second during a burst. Since libvirt 1.2.11. */
    read_iops_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** Writes a second during a burst. Since libvirt 1.2.11. */
    write_iops_sec_max: leaf(unsignedLong, { since: '1.2.11' }),
    /** The bytes that count as one operation; a larger one counts several times. Since libvirt 1.2.11. */
    size_iops_sec: leaf(unsignedLong, { since: '1.2.11' }),
    /** The name of the group: disks of one name share the limits. Since libvirt 3.0.0. */
    group_name: leaf(text, { since: '3.0.0' }),
    /** How many seconds a burst of `total_bytes_sec_max` may last. Since libvirt 2.4.0. */
    total_bytes_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** How many seconds a burst of `read_bytes_sec_max` may last. Since libvirt 2.4.0. */
    read_bytes_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** How many seconds a burst of `write_bytes_sec_max` may last. Since libvirt 2.4.0. */
    write_bytes_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** How many seconds a burst of `total_iops_sec_max` may last. Since libvirt 2.4.0. */
    total_iops_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** How many seconds a burst of `read_iops_sec_max` may last. Since libvirt 2.4.0. */
    read_iops_sec_max_length: leaf(unsignedLong, { since: '2.4.0' }),
    /** How many seconds a burst of `write_iops_sec_max` may last. Since libvirt 2.4.0. */
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

/** `<throttlegroups>`: named limits that several disks share. */
export interface ThrottleGroups extends Infer<typeof throttleGroups> {}

export const throttleGroups = element(
  'throttlegroups',
  {
    /** One group: its name in `group_name`, which disks refer to, and its limits. */
    throttlegroup: many(child<IoTune>(iotune)),
  },
  { page: 'formatdomain.html#disk-throttle-group-management' },
)
