import {
  matching,
  oneOf,
  oneOfNumbers,
  onOff,
  positive,
  text,
  unsigned,
  withSince,
} from '../core/codec.ts'
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

/** `<model>` of the CPU: a CPU model that libvirt or the hypervisor knows by name. */
export interface CpuModel extends Infer<typeof cpuModel> {}

const cpuModel = element(
  'model',
  {
    /**
     * Whether libvirt may use the closest supported model if the hypervisor does not support this model. Default:
     * `allow`. Since libvirt 0.9.10.
     */
    fallback: attribute(oneOf('allow forbid'), { default: 'allow', since: '0.9.10' }),
    /**
     * The CPU vendor that the guest sees, in twelve characters, such as `GenuineIntel`. Default: the vendor of the
     * host. Since libvirt 0.10.0.
     */
    vendor_id: attribute(matching(/[^,]{12}/, 'twelve characters without commas'), {
      since: '0.10.0',
    }),
    /** The name of the model, such as `Skylake-Server` or `EPYC`. `virsh cpu-models x86_64` lists the names. */
    name: content(text),
  },
  { lead: 'name', page },
)

/** `<topology>`: the arrangement of the vCPUs. The product of all numbers must be the number of vCPUs. */
export interface CpuTopology extends Infer<typeof cpuTopology> {}

const cpuTopology = element(
  'topology',
  {
    /** The number of sockets. */
    sockets: required(attribute(positive)),
    /** The number of dies per socket. Default: 1. Since libvirt 6.1.0. */
    dies: attribute(positive, { default: '1', since: '6.1.0' }),
    /** The number of clusters per die. Default: 1. Since libvirt 10.1.0. */
    clusters: attribute(positive, { default: '1', since: '10.1.0' }),
    /** The number of cores per cluster. */
    cores: required(attribute(positive)),
    /** The number of threads per core. */
    threads: required(attribute(positive)),
  },
  { page },
)

/** `<cache>` of the CPU: the CPU cache that the guest sees. */
export interface CpuCache extends Infer<typeof cpuCache> {}

const cpuCache = element(
  'cache',
  {
    /** The cache level. Default: all levels. */
    level: attribute(oneOfNumbers(1, 2, 3)),
    /** `emulate` reports an emulated cache, `passthrough` reports the host's cache, and `disable` reports no cache. */
    mode: required(attribute(oneOf('emulate passthrough disable'))),
  },
  { lead: 'mode', page },
)

/** `<maxphysaddr>`: the width of the CPU's physical addresses. */
export interface CpuMaxPhysAddr extends Infer<typeof cpuMaxPhysAddr> {}

const cpuMaxPhysAddr = element(
  'maxphysaddr',
  {
    /** `emulate` uses the width in `bits`. `passthrough` uses the width of the host. */
    mode: required(attribute(oneOf('emulate passthrough'))),
    /** The address width in bits, for `emulate`. Optional since libvirt 9.2.0. */
    bits: attribute(unsigned),
    /** The maximum address width in bits, for `passthrough`. Since libvirt 9.3.0. */
    limit: attribute(unsigned, { since: '9.3.0' }),
  },
  { lead: 'mode', page },
)

/** `<feature>` of the CPU: one CPU flag to add to the model or to remove from it. */
export interface CpuFeature extends Infer<typeof cpuFeature> {}

const cpuFeature = element(
  'feature',
  {
    /**
     * `force` enables the flag even if the host does not support it. `require` and `optional` enable the flag if the
     * host supports it; otherwise `require` prevents the start. `disable` hides the flag. `forbid` prevents the start
     * if the host supports the flag.
     */
    policy: required(attribute(oneOf('force require optional disable forbid'))),
    /** The name of the flag, such as `vmx` or `pcid`. */
    name: required(attribute(matching(/[a-zA-Z0-9\-_.]+/, 'the name of a CPU flag such as "vmx"'))),
  },
  {
    expand: (flag: string) =>
      typeof flag === 'string' ? { policy: 'require', name: flag } : undefined,
    page,
  },
)

/** `<cpu>`: the CPU that the guest sees. */
export interface Cpu extends Infer<typeof cpu> {}

export const cpu = element(
  'cpu',
  {
    /**
     * `custom` uses the CPU that this element describes. `host-model` is close to the host's CPU and allows
     * migration. `host-passthrough` is the host's CPU. `maximum` enables everything that the hypervisor supports.
     * Default: `custom`. Since libvirt 0.9.10.
     */
    mode: attribute(
      withSince(oneOf('custom host-model host-passthrough maximum'), { maximum: '7.1.0' }),
      { default: 'custom', since: '0.9.10' },
    ),
    /**
     * How the guest CPU must match the description: it has at least the listed features (`minimum`), it has exactly
     * these (`exact`), or the host CPU matches exactly as well (`strict`). Default: `exact`.
     */
    match: attribute(oneOf('minimum exact strict'), { default: 'exact' }),
    /**
     * Whether libvirt checks the guest CPU against the description: not at all (`none`), before start (`partial`), or
     * also on the running guest (`full`). Since libvirt 3.2.0.
     */
    check: attribute(oneOf('none partial full'), { since: '3.2.0' }),
    /**
     * Whether features that prevent migration are removed, for `host-passthrough` and `maximum`. Since libvirt 6.5.0.
     */
    migratable: attribute(onOff, { since: '6.5.0' }),
    /** Whether CPU features that the hypervisor deprecates stay enabled, on s390. Since libvirt 11.0.0. */
    deprecated_features: attribute(onOff, { since: '11.0.0' }),
    /** The named CPU model. */
    model: child<CpuModel>(cpuModel),
    /** The vendor that the host CPU must have, such as `Intel` or `AMD`. Default: any vendor. Since libvirt 0.8.3. */
    vendor: leaf(text, { since: '0.8.3' }),
    /** The arrangement of the vCPUs. Default: one socket per vCPU. */
    topology: child<CpuTopology>(cpuTopology),
    /** The CPU cache that the guest sees. If omitted, the hypervisor decides. Since libvirt 3.3.0. */
    cache: child<CpuCache>(cpuCache, { since: '3.3.0' }),
    /** The width of physical addresses. If omitted, the hypervisor decides. Since libvirt 8.7.0. */
    maxphysaddr: child<CpuMaxPhysAddr>(cpuMaxPhysAddr, { since: '8.7.0' }),
    /** The CPU flags to add to the model or to remove from it. A plain name requires the flag: `'vmx'`. */
    feature: many(child<CpuFeature>(cpuFeature)),
    /** The NUMA nodes of the guest. Default: a single node. Since libvirt 0.9.8. */
    numa: child<Numa>(numa, { since: '0.9.8' }),
  },
  { lead: 'mode', page },
)
