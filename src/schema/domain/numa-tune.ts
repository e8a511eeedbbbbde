import { cpuset, oneOf, unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const policy = oneOf('strict preferred interleave restrictive')

/** `<memory>` of `<numatune>`: the host's NUMA nodes that the guest's memory comes from. */
export interface NumaMemory extends Infer<typeof numaMemory> {}

const numaMemory = element(
  'memory',
  {
    /**
     * From these nodes only (`strict`, where it is left out), from these first (`preferred`), from all of them in turn
     * (`interleave`), or as the host's own policy has it (`restrictive`).
     */
    mode: attribute(policy, { default: 'strict' }),
    /** Whether the nodes are those of `nodeset`, or those that numad advises. Since libvirt 0.9.12. */
    placement: attribute(oneOf('static auto'), { since: '0.9.12' }),
    /** The host's NUMA nodes: `'0'`, `'1-3'`. Not with `placement` "auto". */
    nodeset: attribute(cpuset, { in: ['static'] }),
  },
  { by: 'placement', page: 'formatdomain.html#numa-node-tuning' },
)

/** `<memnode>`: the host's NUMA nodes that the memory of one NUMA cell of the guest comes from. */
export interface NumaMemnode extends Infer<typeof numaMemnode> {}

const numaMemnode = element(
  'memnode',
  {
    /** The number of the guest's NUMA cell. */
    cellid: required(attribute(unsigned)),
    /** How strictly the nodes are kept to. */
    mode: required(attribute(policy)),
    /** The host's NUMA nodes: `'0'`, `'1-3'`. */
    nodeset: required(attribute(cpuset)),
  },
  { page: 'formatdomain.html#numa-node-tuning' },
)

/** `<numatune>`: where on a host with several NUMA nodes the guest's memory is. */
export interface NumaTune extends Infer<typeof numaTune> {}

export const numaTune = element(
  'numatune',
  {
    /** The nodes for the guest as a whole. */
    memory: child<NumaMemory>(numaMemory),
    /** The nodes for one NUMA cell of the guest. Since libvirt 1.2.7. */
    memnode: many(child<NumaMemnode>(numaMemnode, { since: '1.2.7' })),
  },
  { page: 'formatdomain.html#numa-node-tuning' },
)
