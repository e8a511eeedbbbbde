import { onOff, unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer } from '../core/element.ts'
import { memoryFields, memorySize, type Size, sizeIn } from './size.ts'

/** `<memory>` of a domain: the amount of memory that the guest has at start. */
export interface Memory extends Infer<typeof memory> {}

export const memory = element(
  'memory',
  {
    /**
     * Whether a core dump of the guest's hypervisor process includes the guest's memory. Default: the setting of the
     * host. Since libvirt 0.10.2.
     */
    dumpCore: attribute(onOff, { since: '0.10.2' }),
    ...memoryFields,
  },
  { expand: sizeIn('value'), page: 'formatdomain.html#memory-allocation' },
)

/** `<maxMemory>`: the limit to which the guest's memory can grow while the domain runs. */
export interface MaxMemory extends Infer<typeof maxMemory> {}

export const maxMemory = element(
  'maxMemory',
  {
    /** The number of slots into which memory modules can be plugged. Required before libvirt 9.6.0. */
    slots: attribute(unsigned, { optionalSince: '9.6.0' }),
    ...memoryFields,
  },
  { expand: sizeIn('value'), page: 'formatdomain.html#memory-allocation' },
)

/**
 * `<memtune>`: the memory limits of the hypervisor process on the host. The memory of the process includes the guest's
 * memory and the hypervisor's own memory.
 */
export interface MemTune extends Infer<typeof memTune> {}

export const memTune = element(
  'memtune',
  {
    /**
     * The maximum memory of the guest's hypervisor process. If the process exceeds the limit, the host kills the
     * process. Default: unlimited.
     */
    hard_limit: child<Size>(memorySize),
    /** The memory limit of the hypervisor process that the host enforces only when the host has little free memory. */
    soft_limit: child<Size>(memorySize),
    /** The guaranteed minimum of memory for the guest, with VMware and OpenVZ. */
    min_guarantee: child<Size>(memorySize),
    /**
     * The maximum of memory and swap space together that the hypervisor process uses. It must be larger than
     * `hard_limit`.
     */
    swap_hard_limit: child<Size>(memorySize),
  },
  { page: 'formatdomain.html#memory-tuning' },
)
