import {
  absolutePath,
  integer,
  oneOf,
  onOff,
  positiveLong,
  unsigned,
  withSince,
} from '../core/codec.ts'
import { allIn, attribute, child, element, type Infer } from '../core/element.ts'
import { virtioOptions } from './device.ts'

const MOUNT_DRIVERS = ['path', 'handle', 'loop', 'nbd', 'ploop']

/** `<driver>` of a file system: the driver that provides the file system to the guest. */
export interface FilesystemDriver extends Infer<typeof filesystemDriver> {}

export const filesystemDriver = element(
  'driver',
  {
    /**
     * The name of the file system driver. QEMU supports `path` and `handle` (9p), `virtiofs` (faster, requires shared
     * memory) and `mtp` (a USB media player). Containers support `loop`, `nbd` and `ploop` images. Default: `path`.
     */
    type: attribute(
      withSince(oneOf('path handle loop nbd ploop virtiofs mtp'), {
        handle: '0.9.7',
        virtiofs: '6.2.0',
        mtp: '10.2.0',
      }),
      { default: 'path' },
    ),
    /** The format of the image file that contains the file system, for containers. */
    format: attribute(
      oneOf('raw dir bochs cloop dmg iso vpc vdi fat vhd ploop luks', 'cow qcow qcow2 qed vmdk'),
      { in: MOUNT_DRIVERS },
    ),
    /**
     * When the host writes the guest's changes to disk. With `immediate`, the host writes every change to disk at once.
     * Since libvirt 0.9.10.
     */
    wrpolicy: attribute(oneOf('immediate'), { in: MOUNT_DRIVERS, since: '0.9.10' }),
    /**
     * The number of requests that fit in the queue of the file system's virtiofs device. It is a power of two. Since
     * libvirt 6.2.0.
     */
    queue: attribute(unsigned, { in: ['virtiofs'], since: '6.2.0' }),
    ...allIn([...MOUNT_DRIVERS, 'virtiofs'], virtioOptions),
  },
  { lead: 'type', variantBy: 'type', page: 'formatdomain.html#filesystems' },
)

/** `<cache>` of virtiofsd: how the guest caches files of the file system. */
export interface VirtiofsCache extends Infer<typeof virtiofsCache> {}

const virtiofsCache = element(
  'cache',
  {
    /**
     * The guest's cache mode for the file system. With `always`, the guest trusts its cache, so no other program may
     * change the files. With `none`, the guest reads each file from the host every time.
     */
    mode: attribute(oneOf('none always')),
  },
  { lead: 'mode', page: 'formatdomain.html#filesystems' },
)

/** `<sandbox>` of virtiofsd: how the virtiofs daemon is confined. */
export interface VirtiofsSandbox extends Infer<typeof virtiofsSandbox> {}

const virtiofsSandbox = element(
  'sandbox',
  {
    /**
     * The kind of sandbox that confines the virtiofs daemon. `namespace` requires a privileged libvirt. `chroot` also
     * works on hosts without namespaces, such as containers.
     */
    mode: attribute(oneOf('namespace chroot')),
  },
  { lead: 'mode', page: 'formatdomain.html#filesystems' },
)

/** `<lock>` of virtiofsd: whether file locks of the guest also apply on the host. */
export interface VirtiofsLock extends Infer<typeof virtiofsLock> {}

const virtiofsLock = element(
  'lock',
  {
    /** Whether the POSIX locks that the guest sets, which lock byte ranges of a file, also apply on the host. */
    posix: attribute(onOff),
    /** Whether the BSD locks that the guest sets, which lock whole files, also apply on the host. */
    flock: attribute(onOff),
  },
  { page: 'formatdomain.html#filesystems' },
)

/** `<thread_pool>` of virtiofsd: the threads of the virtiofs daemon that process the guest's requests. */
export interface VirtiofsThreadPool extends Infer<typeof virtiofsThreadPool> {}

const virtiofsThreadPool = element(
  'thread_pool',
  {
    /**
     * The maximum number of threads in the virtiofs daemon's thread pool. 0 disables the thread pool, which is best for
     * fast storage.
     */
    size: attribute(integer(-(10n ** 39n), 10n ** 39n, 'a whole number')),
  },
  { lead: 'size', page: 'formatdomain.html#filesystems' },
)

/** `<openfiles>` of virtiofsd: the limit on files that the virtiofs daemon has open. */
export interface VirtiofsOpenFiles extends Infer<typeof virtiofsOpenFiles> {}

const virtiofsOpenFiles = element(
  'openfiles',
  {
    /** The maximum number of file descriptors that the virtiofs daemon has open. */
    max: attribute(positiveLong),
  },
  { lead: 'max', page: 'formatdomain.html#filesystems' },
)

/** `<binary>` of a file system: the settings of virtiofsd, the virtiofs daemon on the host. */
export interface FilesystemBinary extends Infer<typeof filesystemBinary> {}

export const filesystemBinary = element(
  'binary',
  {
    /**
     * The absolute path of the virtiofsd program. If omitted, libvirt uses the virtiofsd that is installed on the host.
     */
    path: attribute(absolutePath),
    /** Whether the guest can use extended attributes of files in the file system. */
    xattr: attribute(onOff),
    /** How the guest caches files of the file system. */
    cache: child<VirtiofsCache>(virtiofsCache),
    /** How the virtiofs daemon is confined. Since libvirt 7.2.0. */
    sandbox: child<VirtiofsSandbox>(virtiofsSandbox, { since: '7.2.0' }),
    /** Whether file locks of the guest also apply on the host. */
    lock: child<VirtiofsLock>(virtiofsLock),
    /** The threads of the virtiofs daemon that process the guest's requests. Since libvirt 8.5.0. */
    thread_pool: child<VirtiofsThreadPool>(virtiofsThreadPool, { since: '8.5.0' }),
    /** The limit on files that the virtiofs daemon has open. Since libvirt 10.6.0. */
    openfiles: child<VirtiofsOpenFiles>(virtiofsOpenFiles, { since: '10.6.0' }),
  },
  { page: 'formatdomain.html#filesystems' },
)
