import {
  absolutePath,
  anyOf,
  integer,
  newer,
  oneOf,
  unsigned,
  unsignedLong,
} from '../core/codec.ts'
import { child, element, type Infer, leaf, many, required } from '../core/element.ts'

const weight = integer(100, 1000)

/** `<device>` of `<blkiotune>`: the guest's share of one block device of the host. */
export interface BlkioDevice extends Infer<typeof blkioDevice> {}

const blkioDevice = element(
  'device',
  {
    /** The absolute path of the block device; under bhyve `*`, all disks of the guest, since libvirt 12.3.0. */
    path: required(leaf(newer(anyOf(absolutePath, oneOf('*')), { '*': '12.3.0' }))),
    /** The guest's weight among others, from 100 to 1000. */
    weight: leaf(weight),
    /** Reads a second. Since libvirt 1.2.2. */
    read_iops_sec: leaf(unsigned, { since: '1.2.2' }),
    /** Writes a second. Since libvirt 1.2.2. */
    write_iops_sec: leaf(unsigned, { since: '1.2.2' }),
    /** Bytes read a second. Since libvirt 1.2.2. */
    read_bytes_sec: leaf(unsignedLong, { since: '1.2.2' }),
    /** Bytes written a second. Since libvirt 1.2.2. */
    write_bytes_sec: leaf(unsignedLong, { since: '1.2.2' }),
  },
  { page: 'formatdomain.html#block-i-o-tuning' },
)

/** `<blkiotune>`: how much of the host's disks the guest gets. */
export interface BlkioTune extends Infer<typeof blkioTune> {}

export const blkioTune = element(
  'blkiotune',
  {
    /** The guest's weight among others, from 100 to 1000. */
    weight: leaf(weight),
    /** The guest's share of one block device. Since libvirt 0.9.8. */
    device: many(child<BlkioDevice>(blkioDevice, { since: '0.9.8' })),
  },
  { page: 'formatdomain.html#block-i-o-tuning' },
)
