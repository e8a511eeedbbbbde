import { onOff, unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer } from '../core/element.ts'
import { memoryFields, memorySize, type Size, sizeIn } from './size.ts'

/** `<memory>` of a domain: the amount of memory at start. */
export interface Memory extends Infer<typeof memory> {}

export const memory = element(
  'memory',
  {
    /** Whether a core dump of the guest includes its memory. Default: the setting of the host. Since libvirt 0.10.2. */
    dumpCore: attribute(onOff, { since: '0.10.2' }),
    ...memoryFields,
  },
  { expand: sizeIn('value'), page: 'formatdomain.html#memory-allocation' },
)

/** `<maxMemory>`: the limit to which memory can grow while the domain runs. */
export interface MaxMemory extends Infer<typeof maxMemory> {}

export const maxMemory = element(
  'maxMemory',
  {
    /** The number of slots for memory modules. Required before libvirt 9.6.0. */
    slots: attribute(unsigned, { optionalSince: '9.6.0' }),
    ...memoryFields,
  },
  { expand: sizeIn('value'), page: 'formatdomain.html#memory-allocation' },
)

/** `<memtune>`: memory limits of the guest's process on the host, which include the memory of the hypervisor itself. */
export interface MemTune extends Infer<typeof memTune> {}

export const memTune = element(
  'memtune',
  {
    /** The maximum memory of the process; the host kills a process that exceeds the limit. Default: unlimited. */
    hard_limit: child<Size>(memorySize),
    /** The memory limit that the host enforces when the host runs short of memory. */
    soft_limit: child<Size>(memorySize),
    /** The guaranteed minimum of memory, for VMware and OpenVZ. */
    min_guarantee: child<Size>(memorySize),
    /** The maximum of memory and swap together; must exceed `hard_limit`. */
    swap_hard_limit: child<Size>(memorySize),
  },
  { page: 'formatdomain.html#memory-tuning' },
)
