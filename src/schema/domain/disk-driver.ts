import { oneOf, oneOfOrMatching, onOff, positive, withSince } from '../core/codec.ts'
import { attribute, child, element, filled, type Infer } from '../core/element.ts'
import { virtioOptions } from './device.ts'
import { driverFormat, type MetadataCache, metadataCache } from './disk-format.ts'
import { type DiskStatistics, diskStatistics } from './disk-statistics.ts'
import { type IothreadMapping, iothreadMapping } from './iothreads.ts'

/** `<driver>` of a disk: how the hypervisor accesses the image. */
export interface DiskDriver extends Infer<typeof diskDriver> {}

export const diskDriver = element(
  'driver',
  {
    /**
     * The name of the disk driver: `qemu`, or with Xen `tap`, `tap2`, `phy` or `file`. If vmc derives the format in
     * `type`, vmc also sets a missing name to `qemu`. Since libvirt 0.1.8.
     */
    name: filled(
      attribute(oneOfOrMatching('qemu tap tap2 phy file', /[a-zA-Z0-9_+-]+/), { since: '0.1.8' }),
    ),
    /**
     * The format of the disk image. For QEMU, it is a format such as `raw` or `qcow2`. For Xen's `tap` driver, it can
     * be `aio`. If omitted, vmc derives the format from the file extension of a file, a volume or a network image.
     */
    type: filled(attribute(driverFormat)),
    /**
     * How the host caches the data of the disk. `none` bypasses the host's page cache and `writeback` uses it.
     * `writethrough` and `directsync` wait until each write is on disk. `unsafe` never waits. If omitted, the
     * hypervisor chooses. Since libvirt 0.6.0.
     */
    cache: attribute(
      withSince(oneOf('default none writethrough writeback directsync unsafe'), {
        directsync: '0.9.5',
        unsafe: '0.9.7',
      }),
      { since: '0.6.0' },
    ),
    /**
     * How the hypervisor reacts to an I/O error of the disk: it stops the guest (`stop`), reports the error to the
     * guest (`report`), ignores the error (`ignore`), or stops the guest only if no space is left (`enospace`). If
     * omitted, the hypervisor chooses. Since libvirt 0.8.0.
     */
    error_policy: attribute(withSince(oneOf('stop report ignore enospace'), { report: '0.9.7' }), {
      since: '0.8.0',
    }),
    /**
     * How the hypervisor reacts to an error while it reads from the disk. Default: the value of `error_policy`. Since
     * libvirt 0.9.7.
     */
    rerror_policy: attribute(oneOf('stop report ignore'), { since: '0.9.7' }),
    /**
     * How QEMU performs the I/O of the disk on the host: with threads (`threads`), with Linux AIO (`native`) or with
     * io_uring (`io_uring`). Since libvirt 0.8.8.
     */
    io: attribute(withSince(oneOf('threads native io_uring'), { io_uring: '6.3.0' }), {
      since: '0.8.8',
    }),
    /**
     * Whether a separate thread, and not the vCPU thread, handles the I/O requests of the disk. The hypervisor's
     * default is usually best. Since libvirt 0.9.3.
     */
    ioeventfd: attribute(onOff, { since: '0.9.3' }),
    /**
     * Whether the guest and the host avoid unnecessary virtio notifications of the disk. The hypervisor's default is
     * usually best. Since libvirt 0.9.5.
     */
    event_idx: attribute(onOff, { since: '0.9.5' }),
    /**
     * Whether QEMU copies data that it reads from the backing image into the disk image (copy-on-read). Default: `off`.
     * Since libvirt 0.9.10.
     */
    copy_on_read: attribute(onOff, { since: '0.9.10' }),
    /**
     * Whether the guest's discard (trim) requests free space in the disk image (`unmap`) or have no effect (`ignore`).
     * Since libvirt 1.0.6.
     */
    discard: attribute(oneOf('unmap ignore'), { since: '1.0.6' }),
    /**
     * The number of the domain's I/O thread that serves the disk. Cannot be combined with `iothreads`. Since libvirt
     * 1.2.8.
     */
    iothread: attribute(positive, { since: '1.2.8' }),
    /**
     * Whether QEMU detects when the guest writes zeroes to the disk. With `unmap`, QEMU then discards the blocks
     * instead of writing zeroes. Since libvirt 2.0.0.
     */
    detect_zeroes: attribute(oneOf('off on unmap'), { since: '2.0.0' }),
    /**
     * Whether clusters that the guest discards stay allocated in a qcow2 image, which avoids fragmentation. Since
     * libvirt 9.5.0.
     */
    discard_no_unref: attribute(onOff, { since: '9.5.0' }),
    /** The number of queues of a virtio disk. Since libvirt 3.9.0. */
    queues: attribute(positive, { since: '3.9.0' }),
    /** The number of entries in each queue of a virtio disk. Since libvirt 7.8.0. */
    queue_size: attribute(positive, { since: '7.8.0' }),
    ...virtioOptions,
    /**
     * The I/O threads that serve the queues of a virtio disk. Cannot be combined with `iothread`. Since libvirt 10.0.0.
     */
    iothreads: child<IothreadMapping>(iothreadMapping, { since: '10.0.0' }),
    /** How much metadata of a qcow2 image QEMU caches in memory. Since libvirt 7.0.0. */
    metadata_cache: child<MetadataCache>(metadataCache, { since: '7.0.0' }),
    /** The additional statistics that QEMU collects for the disk. Since libvirt 11.9.0. */
    statistics: child<DiskStatistics>(diskStatistics, { since: '11.9.0' }),
  },
  { lead: 'type', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)
