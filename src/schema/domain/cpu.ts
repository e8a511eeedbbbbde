import { matching, nonNegative, oneOf, onOff, positive, text, withSince } from '../core/codec.ts'
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
import { oneOfNumbers } from '../core/limited-numbers.ts'
import { type Numa, numa } from './numa.ts'

const page = 'formatdomain.html#cpu-model-and-topology'

/** `<model>` of the CPU: the name of a CPU model that libvirt or the hypervisor knows. */
export interface CpuModel extends Infer<typeof cpuModel> {}

const cpuModel = element(
  'model',
  {
    /**
     * Whether libvirt may use the closest supported CPU model if the hypervisor does not support the named model.
     * Default: `allow`. Since libvirt 0.9.10.
     */
    fallback: attribute(oneOf('allow forbid'), { default: 'allow', since: '0.9.10' }),
    /**
     * The CPU vendor that the guest sees, in twelve characters, such as `GenuineIntel`. Default: the vendor of the
     * host's CPU. Since libvirt 0.10.0.
     */
    vendor_id: attribute(matching(/[^,]{12}/, 'twelve characters without commas'), {
      since: '0.10.0',
    }),
    /** The name of the CPU model, such as `Skylake-Server` or `EPYC`. `virsh cpu-models x86_64` lists the names. */
    name: content(text),
  },
  { lead: 'name', page },
)

/**
 * `<topology>`: the numbers of sockets, dies, clusters, cores and threads into which the vCPUs are arranged. The
 * product of these numbers must be the number of vCPUs.
 */
export interface CpuTopology extends Infer<typeof cpuTopology> {}

const cpuTopology = element(
  'topology',
  {
    /** The number of CPU sockets that the guest has. */
    sockets: required(attribute(positive)),
    /** The number of CPU dies per socket. Default: 1. Since libvirt 6.1.0. */
    dies: attribute(positive, { default: '1', since: '6.1.0' }),
    /** The number of CPU clusters per die. Default: 1. Since libvirt 10.1.0. */
    clusters: attribute(positive, { default: '1', since: '10.1.0' }),
    /** The number of CPU cores per cluster. */
    cores: required(attribute(positive)),
    /** The number of CPU threads per core. */
    threads: required(attribute(positive)),
  },
  { page },
)

/** `<cache>` of the CPU: the CPU cache that the guest sees. */
export interface CpuCache extends Infer<typeof cpuCache> {}

const cpuCache = element(
  'cache',
  {
    /** The level of the CPU cache that `mode` applies to. Default: all levels. */
    level: attribute(oneOfNumbers(1, 2, 3)),
    /**
     * Which CPU cache the guest sees: an emulated cache (`emulate`), the host's cache (`passthrough`), or no cache
     * (`disable`).
     */
    mode: required(attribute(oneOf('emulate passthrough disable'))),
  },
  { lead: 'mode', page },
)

/** `<maxphysaddr>`: the number of bits in the CPU's physical addresses. */
export interface CpuMaxPhysAddr extends Infer<typeof cpuMaxPhysAddr> {}

const cpuMaxPhysAddr = element(
  'maxphysaddr',
  {
    /**
     * How many physical address bits the guest's CPU has: the number in `bits` (`emulate`), or as many as the host's
     * CPU (`passthrough`).
     */
    mode: required(attribute(oneOf('emulate passthrough'))),
    /** The number of physical address bits of the guest's CPU, for mode `emulate`. Optional since libvirt 9.2.0. */
    bits: attribute(nonNegative),
    /**
     * The maximum number of physical address bits that the guest's CPU has, for mode `passthrough`. Since libvirt
     * 9.3.0.
     */
    limit: attribute(positive, { since: '9.3.0' }),
  },
  { lead: 'mode', page },
)

/** `<feature>` of the CPU: one CPU flag to add to the CPU model or to remove from it. */
export interface CpuFeature extends Infer<typeof cpuFeature> {}

const cpuFeature = element(
  'feature',
  {
    /**
     * Whether the guest sees the CPU flag. `force` enables the flag even if the host does not support it. `require` and
     * `optional` enable the flag if the host supports it. If the host does not support the flag, `require` prevents the guest
     * from starting. `disable` hides the flag. `forbid` prevents the guest from starting if the host supports the flag.
     */
    policy: required(attribute(oneOf('force require optional disable forbid'))),
    /** The name of the CPU flag, such as `vmx` or `pcid`. */
    name: required(attribute(matching(/[a-zA-Z0-9\-_.]+/, 'the name of a CPU flag such as "vmx"'))),
  },
  {
    expand: (flag: string) =>
      typeof flag === 'string' ? { policy: 'require', name: flag } : undefined,
    contract: ({ policy, name }) => (policy === 'require' ? name : undefined),
    page,
  },
)

/** `<cpu>`: the CPU that the guest sees. */
export interface Cpu extends Infer<typeof cpu> {}

export const cpu = element(
  'cpu',
  {
    /**
     * How the CPU of the guest is defined. `custom` uses the CPU that the `<cpu>` element describes. `host-model` uses
     * a CPU model that is close to the host's CPU and allows migration. `host-passthrough` uses the host's CPU itself.
     * `maximum` enables all CPU features that the hypervisor supports. Default: `custom`. Since libvirt 0.9.10.
     */
    mode: attribute(
      withSince(oneOf('custom host-model host-passthrough maximum'), { maximum: '7.1.0' }),
      { default: 'custom', since: '0.9.10' },
    ),
    /**
     * How the guest's CPU must match the `<cpu>` element. `minimum` requires at least the listed features, `exact`
     * requires exactly these features, and `strict` also requires that the host CPU has no other features. Default:
     * `exact`.
     */
    match: attribute(oneOf('minimum exact strict'), { default: 'exact' }),
    /**
     * Whether libvirt compares the guest's CPU with the `<cpu>` element: not at all (`none`), before the guest starts
     * (`partial`), or also when the guest runs (`full`). Since libvirt 3.2.0.
     */
    check: attribute(oneOf('none partial full'), { since: '3.2.0' }),
    /**
     * Whether libvirt removes CPU features that prevent migration, for the modes `host-passthrough` and `maximum`.
     * Since libvirt 6.5.0.
     */
    migratable: attribute(onOff, { since: '6.5.0' }),
    /** Whether the guest keeps CPU features that the hypervisor deprecates, on s390. Since libvirt 11.0.0. */
    deprecated_features: attribute(onOff, { since: '11.0.0' }),
    /** The named CPU model that the guest sees. */
    model: child<CpuModel>(cpuModel),
    /** The vendor that the host CPU must have, such as `Intel` or `AMD`. Default: any vendor. Since libvirt 0.8.3. */
    vendor: leaf(text, { since: '0.8.3' }),
    /** The arrangement of the vCPUs in sockets, cores and threads. Default: one socket per vCPU. */
    topology: child<CpuTopology>(cpuTopology),
    /** The CPU cache that the guest sees. If omitted, the hypervisor decides. Since libvirt 3.3.0. */
    cache: child<CpuCache>(cpuCache, { since: '3.3.0' }),
    /**
     * The number of bits in the physical addresses of the guest's CPU. If omitted, the hypervisor decides. Since
     * libvirt 8.7.0.
     */
    maxphysaddr: child<CpuMaxPhysAddr>(cpuMaxPhysAddr, { since: '8.7.0' }),
    /**
     * The CPU flags to add to the CPU model or to remove from it. A plain name such as `'vmx'` means that the guest's
     * CPU must have this flag.
     */
    feature: many(child<CpuFeature>(cpuFeature)),
    /** The NUMA nodes of the guest. Default: a single node. Since libvirt 0.9.8. */
    numa: child<Numa>(numa, { since: '0.9.8' }),
  },
  { lead: 'mode', page },
)
