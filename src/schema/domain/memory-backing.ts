import { cpuset, newer, oneOf, unsigned, unsignedLong } from '../core/codec.ts'
import { attribute, child, element, flag, type Infer, many, required } from '../core/element.ts'
import { sizeIn, unit } from './size.ts'

/** `<page>`: one size of huge pages, and the guest's NUMA nodes that have it. */
export interface HugePage extends Infer<typeof hugePage> {}

const hugePage = element(
  'page',
  {
    /** The size of a page, in KiB where `unit` says nothing else. */
    size: required(attribute(unsignedLong)),
    /** The unit of the size; KiB where it is left out. */
    unit: attribute(unit, { default: 'KiB' }),
    /** The guest's NUMA nodes; all that no other page names where it is left out. */
    nodeset: attribute(cpuset),
  },
  { expand: sizeIn('size'), page: 'formatdomain.html#memory-backing' },
)

/** `<hugepages>`: the guest's memory is made of huge pages of the host. */
export interface HugePages extends Infer<typeof hugePages> {}

const hugePages = element(
  'hugepages',
  {
    /** The sizes; the host's default one where none is named. Since libvirt 1.2.5. */
    page: many(child<HugePage>(hugePage, { since: '1.2.5' })),
  },
  { page: 'formatdomain.html#memory-backing' },
)

/** `<source>` of memory: what kind of file is behind it. */
export interface MemorySource extends Infer<typeof memorySource> {}

const memorySource = element(
  'source',
  {
    /** A file in a folder of the host, no file at all, or a file that exists in memory only; `anonymous` where it is left out. */
    type: required(attribute(newer(oneOf('file anonymous memfd'), { memfd: '4.10.0' }))),
  },
  { lead: 'type', page: 'formatdomain.html#memory-backing' },
)

/** `<access>` of memory: whether other processes can share it. */
export interface MemoryAccess extends Infer<typeof memoryAccess> {}

const memoryAccess = element(
  'access',
  {
    /** `shared` is what virtiofs and vhost-user need; a NUMA cell can say otherwise with `memAccess`. */
    mode: required(attribute(oneOf('shared private'))),
  },
  { lead: 'mode', page: 'formatdomain.html#memory-backing' },
)

/** `<allocation>` of memory: when the host sets it aside. */
export interface MemoryAllocation extends Infer<typeof memoryAllocation> {}

const memoryAllocation = element(
  'allocation',
  {
    /** At the start, or page by page as the guest touches it; `ondemand` where it is left out. */
    mode: attribute(oneOf('immediate ondemand')),
    /** How many threads set it aside; the more, the sooner. Since libvirt 8.2.0. */
    threads: attribute(unsigned, { since: '8.2.0' }),
  },
  { lead: 'mode', page: 'formatdomain.html#memory-backing' },
)

/** `<memoryBacking>`: what the guest's memory is made of on the host. */
export interface MemoryBacking extends Infer<typeof memoryBacking> {}

export const memoryBacking = element(
  'memoryBacking',
  {
    /** The memory is made of huge pages. */
    hugepages: child<HugePages>(hugePages),
    /** The host does not merge equal pages of this guest with those of others. Since libvirt 1.0.6. */
    nosharepages: flag({ since: '1.0.6' }),
    /** The host never swaps the memory out; set a `hard_limit` beside it. Since libvirt 1.0.6. */
    locked: flag({ since: '1.0.6' }),
    /** What kind of file is behind the memory. */
    source: child<MemorySource>(memorySource),
    /** Whether other processes can share the memory. */
    access: child<MemoryAccess>(memoryAccess),
    /** When the host sets the memory aside. */
    allocation: child<MemoryAllocation>(memoryAllocation),
    /** The content is thrown away before the guest ends, which saves the host writing it back. Since libvirt 4.4.0. */
    discard: flag({ since: '4.4.0' }),
  },
  { page: 'formatdomain.html#memory-backing' },
)
