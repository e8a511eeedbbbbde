import { newer, oneOf, onOff, positive, suggestMatching, unsigned } from '../core/codec.ts'
import { attribute, child, element, filled, type Infer } from '../core/element.ts'
import { virtioOptions } from './device.ts'
import { driverFormat, type MetadataCache, metadataCache } from './disk-format.ts'
import { type DiskStatistics, diskStatistics } from './disk-statistics.ts'
import { type IothreadMapping, iothreadMapping } from './iothreads.ts'

/** `<driver>` of a disk: the part of the hypervisor that serves it. */
export interface DiskDriver extends Infer<typeof diskDriver> {}

export const diskDriver = element(
  'driver',
  {
    /** The primary driver: `qemu`, or under Xen `tap`, `tap2`, `phy` or `file`. Since libvirt 0.1.8. */
    name: attribute(suggestMatching('qemu tap tap2 phy file', /[a-zA-Z0-9_+-]+/), {
      since: '0.1.8',
    }),
    /** The format of the image: under QEMU `raw` or `qcow2`, under Xen's tap `aio`. Filled in from the extension of the image's name: a file, a volume or an image on a server. */
    type: filled(attribute(driverFormat)),
    /**
     * How the host caches: `none` goes around its cache, `writeback` through it, `writethrough` and `directsync` wait for
     * every write to be safe, `unsafe` never waits. The hypervisor's choice where it is left out. Since libvirt 0.6.0.
     */
    cache: attribute(
      newer(oneOf('default none writethrough writeback directsync unsafe'), {
        directsync: '0.9.5',
        unsafe: '0.9.7',
      }),
      { since: '0.6.0' },
    ),
    /**
     * What an error does: `stop` the guest, `report` it to the guest, `ignore` it, or stop only for want of space
     * (`enospace`). The hypervisor's choice where it is left out. Since libvirt 0.8.0.
     */
    error_policy: attribute(newer(oneOf('stop report ignore enospace'), { report: '0.9.7' }), {
      since: '0.8.0',
    }),
    /** What an error of reading does; as `error_policy` where it is left out. Since libvirt 0.9.7. */
    rerror_policy: attribute(oneOf('stop report ignore'), { since: '0.9.7' }),
    /** How QEMU asks the host: with `threads` of its own, with `native` Linux AIO or with `io_uring`. Since libvirt 0.8.8. */
    io: attribute(newer(oneOf('threads native io_uring'), { io_uring: '6.3.0' }), {
      since: '0.8.8',
    }),
    /** Requests are taken by a thread beside the guest. The hypervisor's choice, and mostly right, where it is left out. Since libvirt 0.9.3. */
    ioeventfd: attribute(onOff, { since: '0.9.3' }),
    /** Fewer interrupts, by agreement of guest and host. The hypervisor's choice, and mostly right, where it is left out. Since libvirt 0.9.5. */
    event_idx: attribute(onOff, { since: '0.9.5' }),
    /** What is read from a backing image is kept in the image itself. Off where it is left out. Since libvirt 0.9.10. */
    copy_on_read: attribute(onOff, { since: '0.9.10' }),
    /** What comes of the guest's discards (trim): they free space (`unmap`), or nothing (`ignore`). Since libvirt 1.0.6. */
    discard: attribute(oneOf('unmap ignore'), { since: '1.0.6' }),
    /** The number of the I/O thread that serves it, one of the domain's. Instead of `iothreads`. Since libvirt 1.2.8. */
    iothread: attribute(unsigned, { since: '1.2.8' }),
    /** Whether writes of zeroes are found, and (`unmap`) turned into discards. Since libvirt 2.0.0. */
    detect_zeroes: attribute(oneOf('off on unmap'), { since: '2.0.0' }),
    /** Discards keep the place in a qcow2 image, which then does not fragment. Since libvirt 9.5.0. */
    discard_no_unref: attribute(onOff, { since: '9.5.0' }),
    /** The number of queues, of virtio disks. Since libvirt 3.9.0. */
    queues: attribute(positive, { since: '3.9.0' }),
    /** The entries of a queue, of virtio disks. Since libvirt 7.8.0. */
    queue_size: attribute(positive, { since: '7.8.0' }),
    ...virtioOptions,
    /** The I/O threads that serve the queues of a virtio disk. Instead of `iothread`. Since libvirt 10.0.0. */
    iothreads: child<IothreadMapping>(iothreadMapping, { since: '10.0.0' }),
    /** How much of the image's own tables is kept in memory, of qcow2. Since libvirt 7.0.0. */
    metadata_cache: child<MetadataCache>(metadataCache, { since: '7.0.0' }),
    /** What QEMU measures of the disk, for its statistics. Since libvirt 11.9.0. */
    statistics: child<DiskStatistics>(diskStatistics, { since: '11.9.0' }),
  },
  { lead: 'type', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)
