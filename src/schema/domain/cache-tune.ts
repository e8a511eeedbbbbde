import { oneOf, text, unsigned, unsignedLong } from '../core/codec.ts'
import { cpuset } from '../core/cpuset.ts'
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

/** `<cache>`: a part of one of the host's CPU caches that is allocated to some vCPUs. */
export interface CachePart extends Infer<typeof cachePart> {}

const cachePart = element(
  'cache',
  {
    /** The number of the host's CPU cache from which memory is allocated to the vCPUs. */
    id: required(attribute(unsigned)),
    /** The level of the host's CPU cache, such as 3 for the L3 cache. */
    level: required(attribute(unsigned)),
    /**
     * What the allocated part of the CPU cache stores: `code`, `data`, or `both`. The value `both` is for hosts that do
     * not separate code and data.
     */
    type: required(attribute(oneOf('both code data'))),
    /** The size of the part of the CPU cache that is allocated to the vCPUs, in the unit that `unit` sets. */
    size: required(attribute(unsignedLong)),
    /** The unit of the allocated cache size in `size`. Default: bytes. */
    unit: attribute(unit, { default: 'bytes' }),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** `<monitor>` of `<cachetune>`: measures how much of the host's CPU cache some vCPUs use. */
export interface CacheMonitor extends Infer<typeof cacheMonitor> {}

const cacheMonitor = element(
  'monitor',
  {
    /** The level of the host's CPU cache whose use by the vCPUs is measured. */
    level: required(attribute(unsigned)),
    /**
     * The vCPUs whose cache use is measured: some or all vCPUs of the `<cachetune>`. Optional since libvirt 12.8.0: if
     * omitted, all vCPUs of the `<cachetune>` are measured.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** `<cachetune>`: parts of the host's CPU caches that are allocated to some vCPUs. */
export interface CacheTune extends Infer<typeof cacheTune> {}

export const cacheTune = element(
  'cachetune',
  {
    /**
     * The vCPUs that use the allocated parts of the cache. A vCPU may appear in only one `<cachetune>`. Optional since
     * libvirt 12.8.0: if omitted, the parts are allocated to the whole hypervisor process of the guest.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
    /** The name of the cache allocation on the host. libvirt reports the name. */
    id: attribute(text, { assigned: true }),
    /** A part of one of the host's CPU caches that is allocated to the vCPUs. */
    cache: many(child<CachePart>(cachePart)),
    /** A measurement of the CPU cache that some vCPUs use. Since libvirt 4.10.0. */
    monitor: many(child<CacheMonitor>(cacheMonitor, { since: '4.10.0' })),
  },
  { choices: [atLeastOne('cache', 'monitor')], page: 'formatdomain.html#cpu-tuning' },
)

/** `<node>`: the memory bandwidth that is allocated on one NUMA node of the host. */
export interface BandwidthPart extends Infer<typeof bandwidthPart> {}

const bandwidthPart = element(
  'node',
  {
    /** The number of the host's NUMA node on which memory bandwidth is allocated. */
    id: required(attribute(unsigned)),
    /**
     * The memory bandwidth that is allocated on the NUMA node. The unit depends on the host: percent on Intel, 1/8 GB/s
     * on AMD, or MB/s.
     */
    bandwidth: required(attribute(unsigned)),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** `<monitor>` of `<memorytune>`: measures the memory bandwidth that some vCPUs use. */
export interface BandwidthMonitor extends Infer<typeof bandwidthMonitor> {}

const bandwidthMonitor = element(
  'monitor',
  {
    /**
     * The vCPUs whose memory bandwidth is measured: some or all vCPUs of the `<memorytune>`. Optional since libvirt
     * 12.8.0: if omitted, all vCPUs of the `<memorytune>` are measured.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
  },
  { lead: 'vcpus', page: 'formatdomain.html#cpu-tuning' },
)

/** `<memorytune>`: memory bandwidth of the host that is allocated to some vCPUs. */
export interface MemoryTune extends Infer<typeof memoryTune> {}

export const memoryTune = element(
  'memorytune',
  {
    /**
     * The vCPUs that use the allocated memory bandwidth: either exactly the vCPUs of a `<cachetune>`, or vCPUs that no
     * `<cachetune>` lists. Optional since libvirt 12.8.0: if omitted, the bandwidth is allocated to the whole
     * hypervisor process of the guest.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
    /** The memory bandwidth that is allocated on one NUMA node of the host. */
    node: many(child<BandwidthPart>(bandwidthPart)),
    /** A measurement of the memory bandwidth that some vCPUs use. */
    monitor: many(child<BandwidthMonitor>(bandwidthMonitor)),
  },
  { choices: [atLeastOne('node', 'monitor')], page: 'formatdomain.html#cpu-tuning' },
)

/** `<monitor>` of `<energytune>`: measures the energy that some vCPUs use. */
export interface EnergyMonitor extends Infer<typeof energyMonitor> {}

const energyMonitor = element(
  'monitor',
  {
    /**
     * The vCPUs whose energy use is measured: some or all vCPUs of the `<energytune>`. Optional since libvirt 12.8.0:
     * if omitted, all vCPUs of the `<energytune>` are measured.
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
     * The vCPUs whose energy use is measured as one group: either exactly the vCPUs of a `<cachetune>` or
     * `<memorytune>`, or vCPUs that neither of these elements lists. Optional since libvirt 12.8.0: if omitted, the
     * group is the whole hypervisor process of the guest.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
    /** The name of the Linux resctrl group in which the host measures the vCPUs. libvirt reports the name. */
    id: attribute(text, { assigned: true }),
    /** A measurement of the energy that some vCPUs use. */
    monitor: required(many(child<EnergyMonitor>(energyMonitor))),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)
