import { integer, oneOf, positive, unsigned } from '../core/codec.ts'
import { cpuset } from '../core/cpuset.ts'
import {
  attribute,
  child,
  element,
  type Infer,
  leaf,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import {
  type CacheTune,
  cacheTune,
  type EnergyTune,
  energyTune,
  type MemoryTune,
  memoryTune,
} from './cache-tune.ts'

const period = integer(1000, 1_000_000, 'microseconds, from 1000 to 1000000')
const quota = integer(-1, 17_592_186_044_415, 'microseconds, from 1000; -1 means unlimited')
const vcpuNumber = integer(0, 65535, 'the number of a vCPU, from 0')

/** `<vcpupin>`: the host CPUs that one vCPU may run on. */
export interface VcpuPin extends Infer<typeof vcpuPin> {}

const vcpuPin = element(
  'vcpupin',
  {
    /** The number of the vCPU that is pinned, from 0. */
    vcpu: required(attribute(vcpuNumber)),
    /** The host CPUs that the vCPU may run on, such as `'4'` or `'0-3,^2'`. */
    cpuset: required(attribute(cpuset)),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/**
 * `<emulatorpin>`: the host CPUs that the emulator threads may run on. The emulator threads are all threads of the
 * hypervisor process except vCPUs and I/O threads.
 */
export interface EmulatorPin extends Infer<typeof emulatorPin> {}

const emulatorPin = element(
  'emulatorpin',
  {
    /** The host CPUs that the emulator threads may run on, such as `'4'` or `'0-3,^2'`. */
    cpuset: required(attribute(cpuset)),
  },
  { lead: 'cpuset', page: 'formatdomain.html#cpu-tuning' },
)

/** `<iothreadpin>`: the host CPUs that one I/O thread may run on. */
export interface IothreadPin extends Infer<typeof iothreadPin> {}

const iothreadPin = element(
  'iothreadpin',
  {
    /** The number of the I/O thread that is pinned, from 1. */
    iothread: required(attribute(positive)),
    /** The host CPUs that the I/O thread may run on, such as `'4'` or `'0-3,^2'`. */
    cpuset: required(attribute(cpuset)),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** The scheduling fields that vCPUs, I/O threads and emulator threads have in common. */
const scheduling = {
  /**
   * The scheduler that the host's kernel uses for the threads. `fifo` and `rr` are real-time schedulers and require a
   * `priority`.
   */
  scheduler: required(attribute(oneOf('batch idle fifo rr'))),
  /** The priority of the threads under a real-time scheduler, usually from 1 to 99. */
  priority: requiredIn(['fifo', 'rr'], attribute(integer(0, 65535))),
}

/** `<vcpusched>`: the scheduler that the host uses for vCPUs. */
export interface VcpuSched extends Infer<typeof vcpuSched> {}

const vcpuSched = element(
  'vcpusched',
  {
    /**
     * The numbers of the vCPUs to which the scheduler settings apply. If omitted, the settings apply to all vCPUs that
     * no other `<vcpusched>` lists.
     */
    vcpus: attribute(cpuset),
    ...scheduling,
  },
  { variantBy: 'scheduler', page: 'formatdomain.html#cpu-tuning' },
)

/** `<iothreadsched>`: the scheduler that the host uses for I/O threads. */
export interface IothreadSched extends Infer<typeof iothreadSched> {}

const iothreadSched = element(
  'iothreadsched',
  {
    /**
     * The numbers of the I/O threads to which the scheduler settings apply. If omitted, the settings apply to all I/O
     * threads that no other `<iothreadsched>` lists.
     */
    iothreads: attribute(cpuset),
    ...scheduling,
  },
  { variantBy: 'scheduler', page: 'formatdomain.html#cpu-tuning' },
)

/** `<emulatorsched>`: the scheduler that the host uses for the emulator threads. */
export interface EmulatorSched extends Infer<typeof emulatorSched> {}

const emulatorSched = element('emulatorsched', scheduling, {
  variantBy: 'scheduler',
  page: 'formatdomain.html#cpu-tuning',
})

/** `<cputune>`: the guest's share of the host's CPU time, and the host CPUs that the guest may run on. */
export interface CpuTune extends Infer<typeof cpuTune> {}

export const cpuTune = element(
  'cputune',
  {
    /**
     * The guest's weight for CPU time relative to other guests. For example, a guest with 2048 gets twice as much CPU
     * time as a guest with 1024. Since libvirt 0.9.0.
     */
    shares: leaf(unsigned, { since: '0.9.0' }),
    /** The length of the interval in which each vCPU may use its `quota`, in microseconds. Since libvirt 0.9.4. */
    period: leaf(period, { since: '0.9.4' }),
    /** The CPU time that each vCPU may use per `period`, in microseconds. -1 means unlimited. Since libvirt 0.9.4. */
    quota: leaf(quota, { since: '0.9.4' }),
    /**
     * The length of the interval in which the whole domain may use its `global_quota`, in microseconds. Since libvirt
     * 1.3.3.
     */
    global_period: leaf(period, { since: '1.3.3' }),
    /**
     * The CPU time that the whole domain may use per `global_period`, in microseconds. -1 means unlimited. Since
     * libvirt 1.3.3.
     */
    global_quota: leaf(quota, { since: '1.3.3' }),
    /**
     * The length of the interval in which the emulator threads may use their `emulator_quota`, in microseconds. Since
     * libvirt 0.10.0.
     */
    emulator_period: leaf(period, { since: '0.10.0' }),
    /**
     * The CPU time that the emulator threads may use per `emulator_period`, in microseconds. -1 means unlimited.
     * Since libvirt 0.10.0.
     */
    emulator_quota: leaf(quota, { since: '0.10.0' }),
    /**
     * The length of the interval in which each I/O thread may use its `iothread_quota`, in microseconds. Since libvirt
     * 2.1.0.
     */
    iothread_period: leaf(period, { since: '2.1.0' }),
    /**
     * The CPU time that each I/O thread may use per `iothread_period`, in microseconds. -1 means unlimited. Since
     * libvirt 2.1.0.
     */
    iothread_quota: leaf(quota, { since: '2.1.0' }),
    /** The host CPUs that a vCPU may run on. Default: the `cpuset` of `<vcpu>`. */
    vcpupin: many(child<VcpuPin>(vcpuPin)),
    /** The host CPUs that the emulator threads may run on. vCPUs and I/O threads are not emulator threads. */
    emulatorpin: child<EmulatorPin>(emulatorPin),
    /** The host CPUs that an I/O thread may run on. Since libvirt 1.2.9. */
    iothreadpin: many(child<IothreadPin>(iothreadPin, { since: '1.2.9' })),
    /** The scheduler that the host uses for the emulator threads. Since libvirt 5.3.0. */
    emulatorsched: child<EmulatorSched>(emulatorSched, { since: '5.3.0' }),
    /** The scheduler that the host uses for vCPUs. Since libvirt 1.2.13. */
    vcpusched: many(child<VcpuSched>(vcpuSched, { since: '1.2.13' })),
    /** The scheduler that the host uses for I/O threads. Since libvirt 1.2.13. */
    iothreadsched: many(child<IothreadSched>(iothreadSched, { since: '1.2.13' })),
    /** Parts of the host's CPU caches that are allocated to some vCPUs. Since libvirt 4.1.0. */
    cachetune: many(child<CacheTune>(cacheTune, { since: '4.1.0' })),
    /** Memory bandwidth of the host that is allocated to some vCPUs. Since libvirt 4.7.0. */
    memorytune: many(child<MemoryTune>(memoryTune, { since: '4.7.0' })),
    /** Measurements of the energy that some vCPUs use. Since libvirt 12.4.0. */
    energytune: many(child<EnergyTune>(energyTune, { since: '12.4.0' })),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)
