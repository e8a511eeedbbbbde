import { onOff, unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer } from '../core/element.ts'
import { memoryFields, memorySize, type Size, sizeIn } from './size.ts'

/** `<memory>` of a domain: how much memory it starts with. */
export interface Memory extends Infer<typeof memory> {}

export const memory = element(
  'memory',
  {
    /** Whether a core dump of the guest holds its memory; the host's choice where it is left out. Since libvirt 0.10.2. */
    dumpCore: attribute(onOff, { since: '0.10.2' }),
    ...memoryFields,
  },
  { expand: sizeIn('value'), page: 'formatdomain.html#memory-allocation' },
)

/** `<maxMemory>`: how far memory can grow while the domain runs. */
export interface MaxMemory extends Infer<typeof maxMemory> {}

export const maxMemory = element(
  'maxMemory',
  {
    /** How many memory modules can be plugged in. */
    slots: attribute(unsigned),
    ...memoryFields,
  },
  { expand: sizeIn('value'), page: 'formatdomain.html#memory-allocation' },
)

/** `<memtune>`: what the host grants the whole process of the guest, which needs some memory of its own too. */
export interface MemTune extends Infer<typeof memTune> {}

export const memTune = element(
  'memtune',
  {
    /** The most memory it may use; the host kills it beyond that. Unlimited where it is left out. */
    hard_limit: child<Size>(memorySize),
    /** What it is held to while the host is short of memory. */
    soft_limit: child<Size>(memorySize),
    /** What it has for sure, for VMware and OpenVZ. */
    min_guarantee: child<Size>(memorySize),
    /** The most memory and swap together, more than `hard_limit`. */
    swap_hard_limit: child<Size>(memorySize),
  },
  { page: 'formatdomain.html#memory-tuning' },
)
