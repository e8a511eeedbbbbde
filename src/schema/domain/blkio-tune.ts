import {
  absolutePath,
  anyOf,
  integer,
  oneOf,
  unsigned,
  unsignedLong,
  withSince,
} from '../core/codec.ts'
import { child, element, type Infer, leaf, many, required } from '../core/element.ts'

const weight = integer(100, 1000)

/** `<device>` of `<blkiotune>`: the I/O limits for one block device of the host. */
export interface BlkioDevice extends Infer<typeof blkioDevice> {}

const blkioDevice = element(
  'device',
  {
    /**
     * The absolute path of the block device on the host. With bhyve, `*` means all disks of the guest, since libvirt
     * 12.3.0.
     */
    path: required(leaf(withSince(anyOf(absolutePath, oneOf('*')), { '*': '12.3.0' }))),
    /** The weight of the guest's I/O on the block device relative to other guests, from 100 to 1000. */
    weight: leaf(weight),
    /** The maximum number of read operations per second of the guest on the block device. Since libvirt 1.2.2. */
    read_iops_sec: leaf(unsigned, { since: '1.2.2' }),
    /** The maximum number of write operations per second of the guest on the block device. Since libvirt 1.2.2. */
    write_iops_sec: leaf(unsigned, { since: '1.2.2' }),
    /** The maximum number of bytes per second that the guest reads from the block device. Since libvirt 1.2.2. */
    read_bytes_sec: leaf(unsignedLong, { since: '1.2.2' }),
    /** The maximum number of bytes per second that the guest writes to the block device. Since libvirt 1.2.2. */
    write_bytes_sec: leaf(unsignedLong, { since: '1.2.2' }),
  },
  { page: 'formatdomain.html#block-i-o-tuning' },
)

/** `<blkiotune>`: the guest's share of the disk I/O of the host. */
export interface BlkioTune extends Infer<typeof blkioTune> {}

export const blkioTune = element(
  'blkiotune',
  {
    /** The weight of the guest's disk I/O relative to other guests, from 100 to 1000. */
    weight: leaf(weight),
    /** The I/O limits for a block device of the host. Since libvirt 0.9.8. */
    device: many(child<BlkioDevice>(blkioDevice, { since: '0.9.8' })),
  },
  { page: 'formatdomain.html#block-i-o-tuning' },
)
