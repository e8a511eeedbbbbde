import { cpuset, integer, oneOf, unsigned } from '../core/codec.ts'
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
const quota = integer(-1, 17_592_186_044_415, 'microseconds, from 1000; -1 is no limit')
const vcpuNumber = integer(0, 65535, 'the number of a virtual CPU, from 0')

/** `<vcpupin>`: the host's CPUs that one virtual CPU runs on. */
export interface VcpuPin extends Infer<typeof vcpuPin> {}

const vcpuPin = element(
  'vcpupin',
  {
    /** The number of the virtual CPU, from 0. */
    vcpu: required(attribute(vcpuNumber)),
    /** The host's CPUs: `'4'`, `'0-3,^2'`. */
    cpuset: required(attribute(cpuset)),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** `<emulatorpin>`: the host's CPUs that the rest of the hypervisor's process runs on. */
export interface EmulatorPin extends Infer<typeof emulatorPin> {}

const emulatorPin = element(
  'emulatorpin',
  {
    /** The host's CPUs: `'4'`, `'0-3,^2'`. */
    cpuset: required(attribute(cpuset)),
  },
  { lead: 'cpuset', page: 'formatdomain.html#cpu-tuning' },
)

/** `<iothreadpin>`: the host's CPUs that one I/O thread runs on. */
export interface IothreadPin extends Infer<typeof iothreadPin> {}

const iothreadPin = element(
  'iothreadpin',
  {
    /** The number of the I/O thread, from 1. */
    iothread: required(attribute(unsigned)),
    /** The host's CPUs: `'4'`, `'0-3,^2'`. */
    cpuset: required(attribute(cpuset)),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)

/** How the host schedules threads. */
const scheduling = {
  /** The scheduler of the host's kernel; `fifo` and `rr` are real time and need a `priority`. */
  scheduler: required(attribute(oneOf('batch idle fifo rr'))),
  /** The priority in real time, usually from 1 to 99. */
  priority: requiredIn(['fifo', 'rr'], attribute(integer(0, 65535))),
}

/** `<vcpusched>`: how the host schedules virtual CPUs. */
export interface VcpuSched extends Infer<typeof vcpuSched> {}

const vcpuSched = element(
  'vcpusched',
  {
    /** The numbers of the virtual CPUs; all that no other one names where it is left out. */
    vcpus: attribute(cpuset),
    ...scheduling,
  },
  { by: 'scheduler', page: 'formatdomain.html#cpu-tuning' },
)

/** `<iothreadsched>`: how the host schedules I/O threads. */
export interface IothreadSched extends Infer<typeof iothreadSched> {}

const iothreadSched = element(
  'iothreadsched',
  {
    /** The numbers of the I/O threads; all that no other one names where it is left out. */
    iothreads: attribute(cpuset),
    ...scheduling,
  },
  { by: 'scheduler', page: 'formatdomain.html#cpu-tuning' },
)

/** `<emulatorsched>`: how the host schedules the rest of the hypervisor's process. */
export interface EmulatorSched extends Infer<typeof emulatorSched> {}

const emulatorSched = element('emulatorsched', scheduling, {
  by: 'scheduler',
  page: 'formatdomain.html#cpu-tuning',
})

/** `<cputune>`: how much of the host's CPUs the guest gets, and which. */
export interface CpuTune extends Infer<typeof cpuTune> {}

export const cpuTune = element(
  'cputune',
  {
    /** The guest's weight among others: 2048 gets twice as much time as 1024. Since libvirt 0.9.0. */
    shares: leaf(unsigned, { since: '0.9.0' }),
    /** The interval in which each virtual CPU may use its `quota`, in microseconds. Since libvirt 0.9.4. */
    period: leaf(period, { since: '0.9.4' }),
    /** The time each virtual CPU may use in a `period`, in microseconds; -1 is no limit. Since libvirt 0.9.4. */
    quota: leaf(quota, { since: '0.9.4' }),
    /** The interval in which the whole domain may use its `global_quota`, in microseconds. Since libvirt 1.3.3. */
    global_period: leaf(period, { since: '1.3.3' }),
    /** The time the whole domain may use in a `global_period`, in microseconds; -1 is no limit. Since libvirt 1.3.3. */
    global_quota: leaf(quota, { since: '1.3.3' }),
    /** The interval in which the emulator's threads may use their `emulator_quota`, in microseconds. Since libvirt 0.10.0. */
    emulator_period: leaf(period, { since: '0.10.0' }),
    /** The time the emulator's threads may use in an `emulator_period`, in microseconds; -1 is no limit. Since libvirt 0.10.0. */
    emulator_quota: leaf(quota, { since: '0.10.0' }),
    /** The interval in which each I/O thread may use its `iothread_quota`, in microseconds. Since libvirt 2.1.0. */
    iothread_period: leaf(period, { since: '2.1.0' }),
    /** The time each I/O thread may use in an `iothread_period`, in microseconds; -1 is no limit. Since libvirt 2.1.0. */
    iothread_quota: leaf(quota, { since: '2.1.0' }),
    /** The host's CPUs that a virtual CPU runs on; those of `<vcpu>` where it is left out. */
    vcpupin: many(child<VcpuPin>(vcpuPin)),
    /** The host's CPUs that the emulator runs on, apart from virtual CPUs and I/O threads. */
    emulatorpin: child<EmulatorPin>(emulatorPin),
    /** The host's CPUs that an I/O thread runs on. Since libvirt 1.2.9. */
    iothreadpin: many(child<IothreadPin>(iothreadPin, { since: '1.2.9' })),
    /** How the host schedules the emulator's threads. Since libvirt 5.3.0. */
    emulatorsched: child<EmulatorSched>(emulatorSched, { since: '5.3.0' }),
    /** How the host schedules virtual CPUs. Since libvirt 1.2.13. */
    vcpusched: many(child<VcpuSched>(vcpuSched, { since: '1.2.13' })),
    /** How the host schedules I/O threads. Since libvirt 1.2.13. */
    iothreadsched: many(child<IothreadSched>(iothreadSched, { since: '1.2.13' })),
    /** Parts of the host's caches for some virtual CPUs. Since libvirt 4.1.0. */
    cachetune: many(child<CacheTune>(cacheTune, { since: '4.1.0' })),
    /** Parts of the host's memory bandwidth for some virtual CPUs. Since libvirt 4.7.0. */
    memorytune: many(child<MemoryTune>(memoryTune, { since: '4.7.0' })),
    /** Measurements of the energy that some virtual CPUs use. Since libvirt 12.4.0. */
    energytune: many(child<EnergyTune>(energyTune, { since: '12.4.0' })),
  },
  { page: 'formatdomain.html#cpu-tuning' },
)
