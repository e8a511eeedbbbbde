import { cpuset, integer, oneOf, unsigned, unsignedLong, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'
import { unit } from './size.ts'

const page = 'formatdomain.html#cpu-model-and-topology'
const hmat = 'formatdomain.html#acpi-heterogeneous-memory-attribute-table'

/** `<sibling>`: how far another node is. */
export interface NumaSibling extends Infer<typeof numaSibling> {}

const numaSibling = element(
  'sibling',
  {
    /** The number of the other node. */
    id: required(attribute(unsigned)),
    /** The distance from 10, which is the node itself, to 255, which is out of reach. */
    value: required(attribute(integer(10, 255))),
  },
  { page },
)

/** `<distances>`: how far the other nodes are. */
export interface NumaDistances extends Infer<typeof numaDistances> {}

const numaDistances = element(
  'distances',
  {
    /** How far another node is. */
    sibling: required(many(child<NumaSibling>(numaSibling))),
  },
  { page },
)

/** `<size>` or `<line>` of a cache: a number of a unit. */
export interface NumaCacheSize extends Infer<typeof numaCacheSize> {}

const numaCacheSize = element(
  'size',
  {
    /** The number. */
    value: required(attribute(unsigned)),
    /** The unit of the number. */
    unit: required(attribute(unit)),
  },
  { page: hmat },
)

/** `<cache>` of a NUMA node: a cache in front of its memory. */
export interface NumaCache extends Infer<typeof numaCache> {}

const numaCache = element(
  'cache',
  {
    /** The level of the cache, 1 being next to the memory. */
    level: required(attribute(unsigned)),
    /** Where a line may be kept. */
    associativity: required(attribute(oneOf('none direct full'))),
    /** When what is written reaches the memory. */
    policy: required(attribute(oneOf('none writeback writethrough'))),
    /** The size of the cache. */
    size: required(child<NumaCacheSize>(numaCacheSize)),
    /** The size of one line of it. */
    line: required(child<NumaCacheSize>(numaCacheSize)),
  },
  { page: hmat },
)

/** `<cell>`: one NUMA node of the guest. */
export interface NumaCell extends Infer<typeof numaCell> {}

export const numaCell = element(
  'cell',
  {
    /** The number of the node; counted from 0 where it is left out. Since libvirt 1.2.7. */
    id: attribute(unsigned, { since: '1.2.7' }),
    /** The virtual CPUs of the node, as `0-3`; a node without any since libvirt 6.6.0. */
    cpus: attribute(cpuset),
    /** The memory of the node, in KiB unless there is a unit. */
    memory: required(attribute(unsignedLong)),
    /** The unit of the memory; KiB where it is left out. Since libvirt 1.2.11. */
    unit: attribute(unit, { default: 'KiB', since: '1.2.11' }),
    /** Whether other processes of the host can map the memory too. Since libvirt 1.2.9. */
    memAccess: attribute(oneOf('shared private'), { since: '1.2.9' }),
    /** The host may drop the memory's content when the guest ends. Since libvirt 4.4.0. */
    discard: attribute(yesNo, { since: '4.4.0' }),
    /** How far the other nodes are; 10 to itself and 20 to any other where it is left out. Since libvirt 3.10.0. */
    distances: child<NumaDistances>(numaDistances, { since: '3.10.0' }),
    /** The caches in front of the node's memory, one a level. Since libvirt 6.6.0. */
    cache: many(child<NumaCache>(numaCache, { since: '6.6.0' })),
  },
  { page },
)

const access = oneOf('access read write')

/** `<latency>`: how long an access from one node to another takes. */
export interface NumaLatency extends Infer<typeof numaLatency> {}

const numaLatency = element(
  'latency',
  {
    /** The number of the node that accesses. */
    initiator: required(attribute(unsigned)),
    /** The number of the node that is accessed. */
    target: required(attribute(unsigned)),
    /** The level of the target's cache that is meant; its memory where it is left out. */
    cache: attribute(unsigned),
    /** The kind of access: any, reading or writing. */
    type: required(attribute(access)),
    /** The time in nanoseconds. */
    value: required(attribute(unsigned)),
  },
  { page: hmat },
)

/** `<bandwidth>`: how much goes from one node to another. */
export interface NumaBandwidth extends Infer<typeof numaBandwidth> {}

const numaBandwidth = element(
  'bandwidth',
  {
    /** The number of the node that accesses. */
    initiator: required(attribute(unsigned)),
    /** The number of the node that is accessed. */
    target: required(attribute(unsigned)),
    /** The level of the target's cache that is meant; its memory where it is left out. */
    cache: attribute(unsigned),
    /** The kind of access: any, reading or writing. */
    type: required(attribute(access)),
    /** The number of units a second. */
    value: required(attribute(unsigned)),
    /** The unit of the number. */
    unit: required(attribute(unit)),
  },
  { page: hmat },
)

/** `<interconnects>`: how fast NUMA nodes reach each other. */
export interface NumaInterconnects extends Infer<typeof numaInterconnects> {}

const numaInterconnects = element(
  'interconnects',
  {
    /** How long an access from one node to another takes. */
    latency: many(child<NumaLatency>(numaLatency)),
    /** How much goes from one node to another. */
    bandwidth: many(child<NumaBandwidth>(numaBandwidth)),
  },
  { page: hmat },
)

/** `<numa>`: the NUMA nodes of the guest. */
export interface Numa extends Infer<typeof numa> {}

export const numa = element(
  'numa',
  {
    /** One node: some of the virtual CPUs and some of the memory. */
    cell: required(many(child<NumaCell>(numaCell))),
    /** How fast the nodes reach each other. Since libvirt 6.6.0. */
    interconnects: child<NumaInterconnects>(numaInterconnects, { since: '6.6.0' }),
  },
  { page },
)
