import { integer, oneOf, positive, unsigned, unsignedLong, yesNo } from '../core/codec.ts'
import { cpuset } from '../core/cpuset.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'
import { unit } from './size.ts'

const page = 'formatdomain.html#cpu-model-and-topology'
const hmatPage = 'formatdomain.html#acpi-heterogeneous-memory-attribute-table'

/** `<sibling>` in `<distances>`: the distance from this NUMA cell to another NUMA cell. */
export interface NumaSibling extends Infer<typeof numaSibling> {}

const numaSibling = element(
  'sibling',
  {
    /** The number of the NUMA cell to which the distance is given. */
    id: required(attribute(unsigned)),
    /** The distance from this NUMA cell to the other NUMA cell, from 10 (the cell itself) to 255 (unreachable). */
    value: required(attribute(integer(10, 255))),
  },
  { page },
)

/** `<distances>` of a NUMA cell: the distances from this cell to other NUMA cells. */
export interface NumaDistances extends Infer<typeof numaDistances> {}

const numaDistances = element(
  'distances',
  {
    /** The distance from this NUMA cell to each other NUMA cell. */
    sibling: required(many(child<NumaSibling>(numaSibling))),
  },
  { page },
)

/** `<size>` or `<line>` of a memory-side cache: the size of the cache or of one cache line. */
export interface NumaCacheSize extends Infer<typeof numaCacheSize> {}

const numaCacheSize = element(
  'size',
  {
    /** The size of the memory-side cache or of one cache line, in the unit that `unit` sets. */
    value: required(attribute(unsigned)),
    /** The unit in which the size of the memory-side cache or of one cache line is given. */
    unit: required(attribute(unit)),
  },
  { page: hmatPage },
)

/** `<cache>` of a NUMA cell: a memory-side cache, which caches the memory of the cell. */
export interface NumaCache extends Infer<typeof numaCache> {}

const numaCache = element(
  'cache',
  {
    /** The level of the memory-side cache. Level 1 is next to the memory. */
    level: required(attribute(positive)),
    /** The associativity of the memory-side cache: `none`, `direct` (direct-mapped) or `full`. */
    associativity: required(attribute(oneOf('none direct full'))),
    /** The write policy of the memory-side cache: `writeback`, `writethrough` or `none`. */
    policy: required(attribute(oneOf('none writeback writethrough'))),
    /** The size of the memory-side cache. */
    size: required(child<NumaCacheSize>(numaCacheSize)),
    /** The size of a line in the memory-side cache. */
    line: required(child<NumaCacheSize>(numaCacheSize)),
  },
  { page: hmatPage },
)

/** `<cell>`: a NUMA cell of the guest. */
export interface NumaCell extends Infer<typeof numaCell> {}

export const numaCell = element(
  'cell',
  {
    /** The number of the guest NUMA cell. By default, the cells are numbered from 0. Since libvirt 1.2.7. */
    id: attribute(unsigned, { since: '1.2.7' }),
    /** The vCPUs that belong to the NUMA cell, such as `0-3`. Since libvirt 6.6.0, a cell can have no vCPUs. */
    cpus: attribute(cpuset),
    /** The amount of memory of the NUMA cell. Without `unit`, it is in KiB. */
    memory: required(attribute(unsignedLong)),
    /** The unit in which the NUMA cell's amount of memory is given. Default: KiB. Since libvirt 1.2.11. */
    unit: attribute(unit, { default: 'KiB', since: '1.2.11' }),
    /** Whether other processes on the host can share the memory of the NUMA cell. Since libvirt 1.2.9. */
    memAccess: attribute(oneOf('shared private'), { since: '1.2.9' }),
    /** Whether libvirt discards the contents of the NUMA cell's memory before the guest stops. Since libvirt 4.4.0. */
    discard: attribute(yesNo, { since: '4.4.0' }),
    /**
     * The distances from this NUMA cell to other NUMA cells. Default: 10 to the cell itself, 20 to every other cell.
     * Since libvirt 3.10.0.
     */
    distances: child<NumaDistances>(numaDistances, { since: '3.10.0' }),
    /** The memory-side caches of the NUMA cell, at most one for each level. Since libvirt 6.6.0. */
    cache: many(child<NumaCache>(numaCache, { since: '6.6.0' })),
  },
  { page },
)

const accessType = oneOf('access read write')

/** `<latency>`: the access latency between two NUMA cells. */
export interface NumaLatency extends Infer<typeof numaLatency> {}

const numaLatency = element(
  'latency',
  {
    /** The number of the NUMA cell that accesses the memory of the target cell. */
    initiator: required(attribute(unsigned)),
    /** The number of the target cell, which is the NUMA cell whose memory is accessed. */
    target: required(attribute(unsigned)),
    /** The level of the target cell's cache that is accessed. By default, the memory of the target cell is accessed. */
    cache: attribute(unsigned),
    /** The kind of memory access: `read`, `write`, or both (`access`). */
    type: required(attribute(accessType)),
    /** The latency of an access from the initiator cell to the target cell, in nanoseconds. */
    value: required(attribute(unsigned)),
  },
  { page: hmatPage },
)

/** `<bandwidth>`: the bandwidth between two NUMA cells. */
export interface NumaBandwidth extends Infer<typeof numaBandwidth> {}

const numaBandwidth = element(
  'bandwidth',
  {
    /** The number of the NUMA cell that accesses the memory of the target cell. */
    initiator: required(attribute(unsigned)),
    /** The number of the target cell, which is the NUMA cell whose memory is accessed. */
    target: required(attribute(unsigned)),
    /** The level of the target cell's cache that is accessed. By default, the memory of the target cell is accessed. */
    cache: attribute(unsigned),
    /** The kind of memory access: `read`, `write`, or both (`access`). */
    type: required(attribute(accessType)),
    /**
     * The bandwidth per second of accesses from the initiator cell to the target cell, in the unit that `unit` sets.
     */
    value: required(attribute(unsigned)),
    /** The unit of the access bandwidth per second. */
    unit: required(attribute(unit)),
  },
  { page: hmatPage },
)

/** `<interconnects>`: the access latencies and bandwidths between NUMA cells of the guest. */
export interface NumaInterconnects extends Infer<typeof numaInterconnects> {}

const numaInterconnects = element(
  'interconnects',
  {
    /** The access latencies between NUMA cells of the guest. */
    latency: many(child<NumaLatency>(numaLatency)),
    /** The access bandwidths between NUMA cells of the guest. */
    bandwidth: many(child<NumaBandwidth>(numaBandwidth)),
  },
  { page: hmatPage },
)

/** `<numa>`: the NUMA cells of the guest. */
export interface Numa extends Infer<typeof numa> {}

export const numa = element(
  'numa',
  {
    /** The NUMA cells of the guest. Each cell has a part of the guest's vCPUs and a part of its memory. */
    cell: required(many(child<NumaCell>(numaCell))),
    /** The access latencies and bandwidths between the guest's NUMA cells. Since libvirt 6.6.0. */
    interconnects: child<NumaInterconnects>(numaInterconnects, { since: '6.6.0' }),
  },
  { page },
)
