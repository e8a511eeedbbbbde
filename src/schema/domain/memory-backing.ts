import { oneOf, unsigned, unsignedLong, withSince } from '../core/codec.ts'
import { cpuset } from '../core/cpuset.ts'
import { attribute, child, element, flag, type Infer, many, required } from '../core/element.ts'
import { sizeIn, unit } from './size.ts'

/** `<page>` in `<hugepages>`: a huge page size, and the guest NUMA cells that use pages of this size. */
export interface HugePage extends Infer<typeof hugePage> {}

const hugePage = element(
  'page',
  {
    /** The size of the host's huge pages that back the guest's memory. Without `unit`, it is in KiB. */
    size: required(attribute(unsignedLong)),
    /** The unit in which the size of the huge pages is given. Default: KiB. */
    unit: attribute(unit, { default: 'KiB' }),
    /**
     * The guest NUMA cells whose memory is backed by huge pages of this size. Default: all cells that no other `<page>`
     * lists.
     */
    nodeset: attribute(cpuset),
  },
  { expand: sizeIn('size'), page: 'formatdomain.html#memory-backing' },
)

/** `<hugepages>`: backs the guest's memory with huge pages of the host. */
export interface HugePages extends Infer<typeof hugePages> {}

const hugePages = element(
  'hugepages',
  {
    /**
     * The sizes of the huge pages that back the guest's memory. Default: the default huge page size of the host. Since
     * libvirt 1.2.5.
     */
    page: many(child<HugePage>(hugePage, { since: '1.2.5' })),
  },
  { page: 'formatdomain.html#memory-backing' },
)

/** `<source>` of the guest's memory: the kind of file that backs the memory. */
export interface MemorySource extends Infer<typeof memorySource> {}

const memorySource = element(
  'source',
  {
    /**
     * What backs the guest's memory: a file in a host directory (`file`), anonymous memory without a file
     * (`anonymous`), or an in-memory file (`memfd`). Default: `anonymous`.
     */
    type: required(attribute(withSince(oneOf('file anonymous memfd'), { memfd: '4.10.0' }))),
  },
  { lead: 'type', page: 'formatdomain.html#memory-backing' },
)

/** `<access>` of the guest's memory: whether other processes on the host can share the memory. */
export interface MemoryAccess extends Infer<typeof memoryAccess> {}

const memoryAccess = element(
  'access',
  {
    /**
     * Whether other processes on the host can share the guest's memory. virtiofs and vhost-user require `shared`. A
     * NUMA cell can override this setting with `memAccess`.
     */
    mode: required(attribute(oneOf('shared private'))),
  },
  { lead: 'mode', page: 'formatdomain.html#memory-backing' },
)

/** `<allocation>` of the guest's memory: when the host allocates the memory. */
export interface MemoryAllocation extends Infer<typeof memoryAllocation> {}

const memoryAllocation = element(
  'allocation',
  {
    /**
     * When the host allocates the guest's memory: all memory at start (`immediate`), or each page at its first use
     * (`ondemand`). Default: `ondemand`.
     */
    mode: attribute(oneOf('immediate ondemand')),
    /** The number of host threads that allocate the guest's memory in parallel. Since libvirt 8.2.0. */
    threads: attribute(unsigned, { since: '8.2.0' }),
  },
  { lead: 'mode', page: 'formatdomain.html#memory-backing' },
)

/** `<memoryBacking>`: how the host backs the guest's memory. */
export interface MemoryBacking extends Infer<typeof memoryBacking> {}

export const memoryBacking = element(
  'memoryBacking',
  {
    /** The huge pages of the host that back the guest's memory. */
    hugepages: child<HugePages>(hugePages),
    /**
     * Whether the guest's memory is excluded from KSM, with which the host merges identical memory pages of several
     * guests. Since libvirt 1.0.6.
     */
    nosharepages: flag({ since: '1.0.6' }),
    /**
     * Whether the guest's memory is locked, so that the host never swaps it out. If you set `locked`, also set
     * `hard_limit` in `<memtune>`. Since libvirt 1.0.6.
     */
    locked: flag({ since: '1.0.6' }),
    /** What backs the guest's memory: a file, anonymous memory, or an in-memory file. */
    source: child<MemorySource>(memorySource),
    /** Whether other processes on the host can share the guest's memory. */
    access: child<MemoryAccess>(memoryAccess),
    /** When the host allocates the guest's memory: at start, or at the first use. */
    allocation: child<MemoryAllocation>(memoryAllocation),
    /**
     * Whether libvirt discards the contents of the guest's memory before the guest stops, so that the host does not
     * write them to disk. Since libvirt 4.4.0.
     */
    discard: flag({ since: '4.4.0' }),
  },
  { page: 'formatdomain.html#memory-backing' },
)
