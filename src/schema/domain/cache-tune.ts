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

/** `<cache>`: a part of one of the host's caches. */
export interface CachePart extends Infer<typeof cachePart> {}

const cachePart = element(
  'cache',
  {
    /** The number of the host's cache. */
    id: required(attribute(unsigned)),
    /** The level of the cache, as 3. */
    level: required(attribute(unsigned)),
    /** What the part holds: `code`, `data`, or `both` where the host does not tell them apart. */
    type: required(attribute(oneOf('both code data'))),
    /** The size of the part, in bytes where `unit` says nothing else. */
    size: required(attribute(unsignedLong)),
    /** The unit of the size; bytes where it is left out. */
    unit: attribute(unit, { default: 'bytes' }),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** `<monitor>` of a cache: measures how much of it virtual CPUs use. */
export interface CacheMonitor extends Infer<typeof cacheMonitor> {}

const cacheMonitor = element(
  'monitor',
  {
    /** The level of the cache. */
    level: required(attribute(unsigned)),
    /** The virtual CPUs, some of those the part is for, or all; all if it is missing, since libvirt 12.8.0. */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** `<cachetune>`: parts of the host's caches for some virtual CPUs. */
export interface CacheTune extends Infer<typeof cacheTune> {}

export const cacheTune = element(
  'cachetune',
  {
    /**
     * The virtual CPUs. No other `<cachetune>` names one of them. The whole process of the guest if it is missing, since
     * libvirt 12.8.0.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
    /** The name of the allocation on the host, which libvirt reports. */
    id: attribute(text, { assigned: true }),
    /** A part of a cache. */
    cache: many(child<CachePart>(cachePart)),
    /** A measurement. Since libvirt 4.10.0. */
    monitor: many(child<CacheMonitor>(cacheMonitor, { since: '4.10.0' })),
  },
  { choices: [atLeastOne('cache', 'monitor')], page: 'formatdomain.html#cpu-tuning' },
)

/** `<node>`: a part of the memory bandwidth of one of the host's NUMA nodes. */
export interface BandwidthPart extends Infer<typeof bandwidthPart> {}

const bandwidthPart = element(
  'node',
  {
    /** The number of the host's NUMA node. */
    id: required(attribute(unsigned)),
    /** The bandwidth in the host's own measure: percent on Intel, eighths of a GB/s on AMD, or MB/s. */
    bandwidth: required(attribute(unsigned)),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** `<monitor>` of memory bandwidth: measures how much of it virtual CPUs use. */
export interface BandwidthMonitor extends Infer<typeof bandwidthMonitor> {}

const bandwidthMonitor = element(
  'monitor',
  {
    /** The virtual CPUs, some of those the part is for, or all; all if it is missing, since libvirt 12.8.0. */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
  },
  { lead: 'vcpus', page: 'formatdomain.html#cpu-tuning' },
)

/** `<memorytune>`: parts of the host's memory bandwidth for some virtual CPUs. */
export interface MemoryTune extends Infer<typeof memoryTune> {}

export const memoryTune = element(
  'memorytune',
  {
    /**
     * The virtual CPUs: the same ones as of a `<cachetune>`, or none of them. The whole process of the guest if it is
     * missing, since libvirt 12.8.0.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
    /** A part of the bandwidth. */
    node: many(child<BandwidthPart>(bandwidthPart)),
    /** A measurement. */
    monitor: many(child<BandwidthMonitor>(bandwidthMonitor)),
  },
  { choices: [atLeastOne('node', 'monitor')], page: 'formatdomain.html#cpu-tuning' },
)

/** `<monitor>` of energy: measures how much of it virtual CPUs use. */
export interface EnergyMonitor extends Infer<typeof energyMonitor> {}

const energyMonitor = element(
  'monitor',
  {
    /** The virtual CPUs, some of those of the group, or all; all if it is missing, since libvirt 12.8.0. */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
  },
  { lead: 'vcpus', page: 'formatdomain.html#cpu-tuning' },
)

/** `<energytune>`: virtual CPUs of which the host measures the energy they use. */
export interface EnergyTune extends Infer<typeof energyTune> {}

export const energyTune = element(
  'energytune',
  {
    /**
     * The virtual CPUs: the same ones as of a `<cachetune>` or `<memorytune>`, or none of them. The whole process of the
     * guest if it is missing, since libvirt 12.8.0.
     */
    vcpus: attribute(cpuset, { optionalSince: '12.8.0' }),
    /** The name of the group on the host, which libvirt reports. */
    id: attribute(text, { assigned: true }),
    /** A measurement. */
    monitor: required(many(child<EnergyMonitor>(energyMonitor))),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)
