import { oneOf, unsigned } from '../core/codec.ts'
import { cpuset } from '../core/cpuset.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const memoryMode = oneOf('strict preferred interleave restrictive')

/** `<memory>` in `<numatune>`: the host NUMA nodes that provide the guest's memory. */
export interface NumaMemory extends Infer<typeof numaMemory> {}

const numaMemory = element(
  'memory',
  {
    /**
     * How the guest's memory is allocated: only from the NUMA nodes in `nodeset` (`strict`), preferably from these nodes
     * (`preferred`), evenly from all of these nodes (`interleave`), or from these nodes according to the host's policy
     * (`restrictive`). Default: `strict`.
     */
    mode: attribute(memoryMode, { default: 'strict' }),
    /**
     * How the host NUMA nodes are chosen: by `nodeset` (`static`), or by the program numad (`auto`). Since libvirt
     * 0.9.12.
     */
    placement: attribute(oneOf('static auto'), { since: '0.9.12' }),
    /**
     * The host NUMA nodes that provide the guest's memory, such as `'0'` or `'1-3'`. Cannot be combined with
     * `placement: 'auto'`.
     */
    nodeset: attribute(cpuset, { in: ['static'] }),
  },
  { variantBy: 'placement', page: 'formatdomain.html#numa-node-tuning' },
)

/** `<memnode>`: the host NUMA nodes that provide the memory of one guest NUMA cell. */
export interface NumaMemnode extends Infer<typeof numaMemnode> {}

const numaMemnode = element(
  'memnode',
  {
    /** The number of the guest NUMA cell whose memory the host NUMA nodes provide. */
    cellid: required(attribute(unsigned)),
    /** How the memory of the guest NUMA cell is allocated from the host NUMA nodes. */
    mode: required(attribute(memoryMode)),
    /** The host NUMA nodes that provide the memory of the guest NUMA cell, such as `'0'` or `'1-3'`. */
    nodeset: required(attribute(cpuset)),
  },
  { page: 'formatdomain.html#numa-node-tuning' },
)

/** `<numatune>`: the host NUMA nodes on which the guest's memory is allocated. */
export interface NumaTune extends Infer<typeof numaTune> {}

export const numaTune = element(
  'numatune',
  {
    /** The host NUMA nodes that provide the memory of the whole guest. */
    memory: child<NumaMemory>(numaMemory),
    /** The host NUMA nodes that provide the memory of individual NUMA cells of the guest. Since libvirt 1.2.7. */
    memnode: many(child<NumaMemnode>(numaMemnode, { since: '1.2.7' })),
  },
  { page: 'formatdomain.html#numa-node-tuning' },
)
