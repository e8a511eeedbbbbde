import { cpuset, oneOf, text, unsigned, unsignedLong } from '../core/codec.ts'
import {
  atLeastOne,
  attribute,
  child,
  element,
  type Infer,
  many,
  required,
} from '../core/element.ts'
import { unit } from './size.ts'

/** `<cache>`: an allocation in one of the host's CPU caches. */
export interface CachePart extends Infer<typeof cachePart> {}

const cachePart = element(
  'cache',
  {
    /** The number of the host's cache. */
    id: required(attribute(unsigned)),
    /** The level of the cache, such as 3. */
    level: required(attribute(unsigned)),
    /** What the allocation holds: `code`, `data`, or `both` on hosts that do not separate the two. */
    type: required(attribute(oneOf('both code data'))),
    /** The size of the allocation, in `unit`. */
    size: required(attribute(unsignedLong)),
    /** The unit of `size`. Default: bytes. */
    unit: attribute(unit, { default: 'bytes' }),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** `<monitor>` of `<cachetune>`: measures the cache use of vCPUs. */
export interface CacheMonitor extends Infer<typeof cacheMonitor> {}

const cacheMonitor = element(
  'monitor',
  {
    /** The level of the measured cache. */
    level: required(attribute(unsigned)),
    /**
     * The measured vCPUs: all vCPUs of the `<cachetune>`, or some of these. May be omitted since libvirt 12.8.0 and
     * then means all.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** `<cachetune>`: allocations in the host's CPU caches for some vCPUs. */
export interface CacheTune extends Infer<typeof cacheTune> {}

export const cacheTune = element(
  'cachetune',
  {
    /**
     * The vCPUs that use the allocations. A vCPU may appear in only one `<cachetune>`. May be omitted since libvirt
     * 12.8.0 and then means the whole process of the guest.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
    /** The name of the allocation on the host. libvirt reports the name. */
    id: attribute(text, { assigned: true }),
    /** An allocation in one of the host's CPU caches. */
    cache: many(child<CachePart>(cachePart)),
    /** A measurement of cache use. Since libvirt 4.10.0. */
    monitor: many(child<CacheMonitor>(cacheMonitor, { since: '4.10.0' })),
  },
  { choices: [atLeastOne('cache', 'monitor')], page: 'formatdomain.html#cpu-tuning' },
)

/** `<node>`: an allocation of the memory bandwidth of one host NUMA node. */
export interface BandwidthPart extends Infer<typeof bandwidthPart> {}

const bandwidthPart = element(
  'node',
  {
    /** The number of the host NUMA node. */
    id: required(attribute(unsigned)),
    /** The bandwidth, in the unit of the host: percent on Intel, eighths of a GB/s on AMD, or MB/s. */
    bandwidth: required(attribute(unsigned)),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** `<monitor>` of `<memorytune>`: measures the memory bandwidth that vCPUs use. */
export interface BandwidthMonitor extends Infer<typeof bandwidthMonitor> {}

const bandwidthMonitor = element(
  'monitor',
  {
    /**
     * The measured vCPUs: all vCPUs of the `<memorytune>`, or some of these. May be omitted since libvirt 12.8.0 and
     * then means all.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
  },
  { lead: 'vcpus', page: 'formatdomain.html#cpu-tuning' },
)

/** `<memorytune>`: allocations of the host's memory bandwidth for some vCPUs. */
export interface MemoryTune extends Infer<typeof memoryTune> {}

export const memoryTune = element(
  'memorytune',
  {
    /**
     * The vCPUs that use the allocations: either exactly the vCPUs of a `<cachetune>`, or vCPUs that no `<cachetune>`
     * lists. May be omitted since libvirt 12.8.0 and then means the whole process of the guest.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
    /** An allocation of the memory bandwidth of one host NUMA node. */
    node: many(child<BandwidthPart>(bandwidthPart)),
    /** A measurement of memory bandwidth. */
    monitor: many(child<BandwidthMonitor>(bandwidthMonitor)),
  },
  { choices: [atLeastOne('node', 'monitor')], page: 'formatdomain.html#cpu-tuning' },
)

/** `<monitor>` of `<energytune>`: measures the energy that vCPUs use. */
export interface EnergyMonitor extends Infer<typeof energyMonitor> {}

const energyMonitor = element(
  'monitor',
  {
    /**
     * The measured vCPUs: all vCPUs of the `<energytune>`, or some of these. May be omitted since libvirt 12.8.0 and
     * then means all.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
  },
  { lead: 'vcpus', page: 'formatdomain.html#cpu-tuning' },
)

/** `<energytune>`: a group of vCPUs whose energy use the host measures. */
export interface EnergyTune extends Infer<typeof energyTune> {}

export const energyTune = element(
  'energytune',
  {
    /**
     * The vCPUs in the group: either exactly the vCPUs of a `<cachetune>` or `<memorytune>`, or vCPUs that neither
     * lists. May be omitted since libvirt 12.8.0 and then means the whole process of the guest.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
    /** The name of the group on the host. libvirt reports the name. */
    id: attribute(text, { assigned: true }),
    /** A measurement of energy use. */
    monitor: required(many(child<EnergyMonitor>(energyMonitor))),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)
