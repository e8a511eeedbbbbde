import { matching, newer, numberOf, oneOf, onOff, positive, text, unsigned } from '../core/codec.ts'
import {
  attribute,
  child,
  content,
  element,
  type Infer,
  leaf,
  many,
  required,
} from '../core/element.ts'
import { type Numa, numa } from './numa.ts'

const page = 'formatdomain.html#cpu-model-and-topology'

/** `<model>` of the CPU: a processor that libvirt or the hypervisor knows by name. */
export interface CpuModel extends Infer<typeof cpuModel> {}

const cpuModel = element(
  'model',
  {
    /** Whether the closest model will do where the hypervisor lacks this one; `allow` where it is left out. Since libvirt 0.9.10. */
    fallback: attribute(oneOf('allow forbid'), { default: 'allow', since: '0.9.10' }),
    /** The twelve characters that the guest sees as the vendor, as `GenuineIntel`; the host's where it is left out. Since libvirt 0.10.0. */
    vendor_id: attribute(matching(/[^,]{12}/, 'twelve characters, none of them a comma'), {
      since: '0.10.0',
    }),
    /** The name, such as `Skylake-Server` or `EPYC`; `virsh cpu-models x86_64` lists them. */
    name: content(text),
  },
  { lead: 'name', page },
)

/** `<topology>`: how the virtual CPUs are arranged; the product of its numbers is how many there are. */
export interface CpuTopology extends Infer<typeof cpuTopology> {}

const cpuTopology = element(
  'topology',
  {
    /** The sockets of the machine. */
    sockets: required(attribute(positive)),
    /** The dies of a socket; 1 where it is left out. Since libvirt 6.1.0. */
    dies: attribute(positive, { default: '1', since: '6.1.0' }),
    /** The clusters of a die; 1 where it is left out. Since libvirt 10.1.0. */
    clusters: attribute(positive, { default: '1', since: '10.1.0' }),
    /** The cores of a cluster. */
    cores: required(attribute(positive)),
    /** The threads of a core. */
    threads: required(attribute(positive)),
  },
  { page },
)

/** `<cache>` of the CPU: what the guest sees of the processor's caches. */
export interface CpuCache extends Infer<typeof cpuCache> {}

const cpuCache = element(
  'cache',
  {
    /** The level; all of them where it is left out. */
    level: attribute(numberOf(1, 2, 3)),
    /** `emulate` makes up the data, `passthrough` shows the host's, `disable` shows no cache. */
    mode: required(attribute(oneOf('emulate passthrough disable'))),
  },
  { lead: 'mode', page },
)

/** `<maxphysaddr>`: how wide the CPU's physical addresses are. */
export interface CpuMaxPhysAddr extends Infer<typeof cpuMaxPhysAddr> {}

const cpuMaxPhysAddr = element(
  'maxphysaddr',
  {
    /** `emulate` takes `bits`, `passthrough` takes the host's width. */
    mode: required(attribute(oneOf('emulate passthrough'))),
    /** The width in bits, for `emulate`. Optional since libvirt 9.2.0. */
    bits: attribute(unsigned),
    /** The width in bits that a host's larger one is cut to, for `passthrough`. Since libvirt 9.3.0. */
    limit: attribute(unsigned, { since: '9.3.0' }),
  },
  { lead: 'mode', page },
)

/** `<feature>` of the CPU: one flag, added to the model or taken from it. */
export interface CpuFeature extends Infer<typeof cpuFeature> {}

const cpuFeature = element(
  'feature',
  {
    /**
     * `force` claims it whatever the host has, `require` refuses to start without it, `optional` takes it where the host
     * has it, `disable` hides it, `forbid` refuses to start where the host has it.
     */
    policy: required(attribute(oneOf('force require optional disable forbid'))),
    /** The name of the flag, such as `vmx` or `pcid`. */
    name: required(attribute(matching(/[a-zA-Z0-9\-_.]+/, 'the name of a CPU flag, as "vmx"'))),
  },
  {
    expand: (flag: string) =>
      typeof flag === 'string' ? { policy: 'require', name: flag } : undefined,
    page,
  },
)

/** `<cpu>`: the processor that the guest sees. */
export interface Cpu extends Infer<typeof cpu> {}

export const cpu = element(
  'cpu',
  {
    /**
     * `custom` is what this element describes, `host-model` is close to the host's CPU and can migrate, `host-passthrough`
     * is the host's CPU, `maximum` is all the hypervisor is able to do. `custom` where it is left out. Since libvirt 0.9.10.
     */
    mode: attribute(
      newer(oneOf('custom host-model host-passthrough maximum'), { maximum: '7.1.0' }),
      { default: 'custom', since: '0.9.10' },
    ),
    /** How the CPU has to match: at the least (`minimum`), `exact`, or also the host's exactly (`strict`). */
    match: attribute(oneOf('minimum exact strict'), { default: 'exact' }),
    /** Who checks that it matches: nobody, libvirt before the start (`partial`), or also on the running CPU (`full`). Since libvirt 3.2.0. */
    check: attribute(oneOf('none partial full'), { since: '3.2.0' }),
    /** Leaves out what blocks a migration, under `host-passthrough` and `maximum`. Since libvirt 6.5.0. */
    migratable: attribute(onOff, { since: '6.5.0' }),
    /** Keeps flags that an s390 processor is going to lose, under `host-model`. Since libvirt 11.0.0. */
    deprecated_features: attribute(onOff, { since: '11.0.0' }),
    /** The processor by name. */
    model: child<CpuModel>(cpuModel),
    /** The vendor that the host's CPU has to be of, `Intel` or `AMD`; any where it is left out. Since libvirt 0.8.3. */
    vendor: leaf(text, { since: '0.8.3' }),
    /** How the virtual CPUs are arranged; one socket each where it is left out. */
    topology: child<CpuTopology>(cpuTopology),
    /** What the guest sees of the caches; the hypervisor's default where it is left out. Since libvirt 3.3.0. */
    cache: child<CpuCache>(cpuCache, { since: '3.3.0' }),
    /** How wide physical addresses are; the hypervisor's default where it is left out. Since libvirt 8.7.0. */
    maxphysaddr: child<CpuMaxPhysAddr>(cpuMaxPhysAddr, { since: '8.7.0' }),
    /** Flags that are added to the model or taken from it; the name alone requires one: `'vmx'`. */
    feature: many(child<CpuFeature>(cpuFeature)),
    /** The guest's NUMA nodes; a single one where it is left out. Since libvirt 0.9.8. */
    numa: child<Numa>(numa, { since: '0.9.8' }),
  },
  { lead: 'mode', page },
)
