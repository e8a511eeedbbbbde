import { absolutePath, integer, newer, oneOf, onOff, positive, unsigned } from '../core/codec.ts'
import { allIn, attribute, child, element, type Infer } from '../core/element.ts'
import { virtioOptions } from './device.ts'

const mounted = ['path', 'handle', 'loop', 'nbd', 'ploop']

/** `<driver>` of a file system: what serves it. */
export interface FilesystemDriver extends Infer<typeof filesystemDriver> {}

export const filesystemDriver = element(
  'driver',
  {
    /**
     * Under QEMU `path` and `handle` are 9p, `virtiofs` is the faster one and needs shared memory, and `mtp` shows a USB
     * media player; containers take `loop`, `nbd` and `ploop` images. `path` where it is left out.
     */
    type: attribute(
      newer(oneOf('path handle loop nbd ploop virtiofs mtp'), {
        handle: '0.9.7',
        virtiofs: '6.2.0',
        mtp: '10.2.0',
      }),
      { default: 'path' },
    ),
    /** The format of the image, for containers. */
    format: attribute(
      oneOf('raw dir bochs cloop dmg iso vpc vdi fat vhd ploop luks', 'cow qcow qcow2 qed vmdk'),
      { in: mounted },
    ),
    /** `immediate` writes to the host's disk at once, past its page cache. Since libvirt 0.9.10. */
    wrpolicy: attribute(oneOf('immediate'), { in: mounted, since: '0.9.10' }),
    /** How many requests the queue takes, a power of two. Since libvirt 6.2.0. */
    queue: attribute(unsigned, { in: ['virtiofs'], since: '6.2.0' }),
    ...allIn([...mounted, 'virtiofs'], virtioOptions),
  },
  { lead: 'type', by: 'type', page: 'formatdomain.html#filesystems' },
)

/** `<cache>` of virtiofsd: what the guest caches. */
export interface VirtiofsCache extends Infer<typeof virtiofsCache> {}

const virtiofsCache = element(
  'cache',
  {
    /** `always` trusts the guest's cache, so nobody else may write; `none` asks the host every time. */
    mode: attribute(oneOf('none always')),
  },
  { lead: 'mode', page: 'formatdomain.html#filesystems' },
)

/** `<sandbox>` of virtiofsd: how it is confined. */
export interface VirtiofsSandbox extends Infer<typeof virtiofsSandbox> {}

const virtiofsSandbox = element(
  'sandbox',
  {
    /** `namespace` needs privileges; `chroot` is for hosts, as containers, that allow no namespaces. */
    mode: attribute(oneOf('namespace chroot')),
  },
  { lead: 'mode', page: 'formatdomain.html#filesystems' },
)

/** `<lock>` of virtiofsd: which locks of the guest count on the host. */
export interface VirtiofsLock extends Infer<typeof virtiofsLock> {}

const virtiofsLock = element(
  'lock',
  {
    /** POSIX locks of ranges. */
    posix: attribute(onOff),
    /** BSD locks of whole files. */
    flock: attribute(onOff),
  },
  { page: 'formatdomain.html#filesystems' },
)

/** `<thread_pool>` of virtiofsd: the threads that work on requests. */
export interface VirtiofsThreadPool extends Infer<typeof virtiofsThreadPool> {}

const virtiofsThreadPool = element(
  'thread_pool',
  {
    /** The most threads; 0 is no pool, best for fast storage. */
    size: attribute(integer(-(10n ** 39n), 10n ** 39n, 'a whole number')),
  },
  { lead: 'size', page: 'formatdomain.html#filesystems' },
)

/** `<openfiles>` of virtiofsd: the files it may have open. */
export interface VirtiofsOpenFiles extends Infer<typeof virtiofsOpenFiles> {}

const virtiofsOpenFiles = element(
  'openfiles',
  {
    /** The most file descriptors. */
    max: attribute(positive),
  },
  { lead: 'max', page: 'formatdomain.html#filesystems' },
)

/** `<binary>` of a file system: how virtiofsd, the host's side of virtiofs, is run. */
export interface FilesystemBinary extends Infer<typeof filesystemBinary> {}

export const filesystemBinary = element(
  'binary',
  {
    /** The program, instead of the host's own virtiofsd. */
    path: attribute(absolutePath),
    /** Whether extended attributes are passed through. */
    xattr: attribute(onOff),
    /** What the guest caches. */
    cache: child<VirtiofsCache>(virtiofsCache),
    /** How it is confined. Since libvirt 7.2.0. */
    sandbox: child<VirtiofsSandbox>(virtiofsSandbox, { since: '7.2.0' }),
    /** Which locks of the guest count on the host. */
    lock: child<VirtiofsLock>(virtiofsLock),
    /** The threads that work on requests. Since libvirt 8.5.0. */
    thread_pool: child<VirtiofsThreadPool>(virtiofsThreadPool, { since: '8.5.0' }),
    /** The files it may have open. Since libvirt 10.6.0. */
    openfiles: child<VirtiofsOpenFiles>(virtiofsOpenFiles, { since: '10.6.0' }),
  },
  { page: 'formatdomain.html#filesystems' },
)
