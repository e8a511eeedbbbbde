import {
  absolutePath,
  type Codec,
  cpuset,
  type HexLike,
  matching,
  newer,
  oneOf,
  unsigned,
  uuid,
  yesNo,
} from '../core/codec.ts'
import {
  atMostOne,
  attribute,
  child,
  element,
  flag,
  type Infer,
  leaf,
  required,
} from '../core/element.ts'
import { type Address, address } from './address.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  deviceAcpi,
  type VirtioDriver,
  virtioDriver,
} from './device.ts'
import { memorySize, type Size } from './size.ts'

const hex = matching(/(0x)?[0-9a-f]+/, 'a hexadecimal number, as "0x140000000"')
const place: Codec<HexLike> = {
  ...hex,
  print: value => (typeof value === 'number' ? `0x${value.toString(16)}` : hex.print(value)),
}

/** `<source>` of a memory device: where its memory comes from on the host. */
export interface MemoryDeviceSource extends Infer<typeof memoryDeviceSource> {}

export const memoryDeviceSource = element(
  'source',
  {
    /** The host's NUMA nodes that it is taken from, as `1-3,^2`; as `<numatune>` says where it is left out. */
    nodemask: leaf(cpuset),
    /** The size of the host's pages it is made of, one that the host has; KiB where it names no unit. */
    pagesize: child<Size>(memorySize),
    /** The file or device that holds the contents, of `nvdimm` and `virtio-pmem`. */
    path: leaf(absolutePath),
    /** What the mapping of `path` is aligned to; the size of a page where it is left out. Since libvirt 5.0.0. */
    alignsize: child<Size>(memorySize, { since: '5.0.0' }),
    /** `path` is real persistent memory: what the guest has written outlasts a loss of power. Since libvirt 5.0.0. */
    pmem: flag({ since: '5.0.0' }),
  },
  {
    choices: [atMostOne(['nodemask', 'pagesize'], ['path', 'alignsize', 'pmem'])],
    needs: { alignsize: 'path', pmem: 'path' },
    page: 'formatdomain.html#memory-devices',
  },
)

/** `<label>` of an NVDIMM: the part that keeps the labels of its namespaces. */
export interface NvdimmLabel extends Infer<typeof nvdimmLabel> {}

const nvdimmLabel = element(
  'label',
  {
    /** How much of the device it takes, 128 KiB at least. */
    size: required(child<Size>(memorySize)),
  },
  { lead: 'size', page: 'formatdomain.html#memory-devices' },
)

/** `<address>` of virtio memory: where it stands in the guest's memory. */
export interface MemoryPlace extends Infer<typeof memoryPlace> {}

const memoryPlace = element(
  'address',
  {
    /** The physical address, in hexadecimal. */
    base: required(attribute(place)),
  },
  { lead: 'base', page: 'formatdomain.html#memory-devices' },
)

/** `<target>` of a memory device: what the guest sees. */
export interface MemoryDeviceTarget extends Infer<typeof memoryDeviceTarget> {}

export const memoryDeviceTarget = element(
  'target',
  {
    /**
     * Whether `virtio-mem` takes memory slots as they are needed, which saves memory, but is more than older vhost-user
     * programs understand. Since libvirt 10.1.0.
     */
    dynamicMemslots: attribute(yesNo, { since: '10.1.0' }),
    /** How much memory it adds; of `virtio-mem` the most it can. KiB where it names no unit. */
    size: required(child<Size>(memorySize)),
    /** The guest's NUMA node it belongs to; for guests that have such. */
    node: leaf(unsigned),
    /** The part of an `nvdimm` that keeps the labels of its namespaces. */
    label: child<NvdimmLabel>(nvdimmLabel),
    /** The guest cannot write to the `nvdimm`. Since libvirt 5.0.0. */
    readonly: flag({ since: '5.0.0' }),
    /** The size of the steps in which `virtio-mem` grows and shrinks, a power of two. */
    block: child<Size>(memorySize),
    /** How much of the `virtio-mem` the guest is to have now, in whole blocks. */
    requested: child<Size>(memorySize),
    /** How much of the `virtio-mem` the guest has, which libvirt sets while the domain runs. */
    current: child<Size>(memorySize, { assigned: true }),
    /** Where `virtio-mem` or `virtio-pmem` stands in the guest's memory. Since libvirt 9.4.0. */
    address: child<MemoryPlace>(memoryPlace, { since: '9.4.0' }),
  },
  { page: 'formatdomain.html#memory-devices' },
)

/** `<memory>` of `<devices>`: a memory module, beside the memory the guest starts with. */
export interface MemoryDevice extends Infer<typeof memoryDevice> {}

export const memoryDevice = element(
  'memory',
  {
    /**
     * What kind of memory: a plain module (`dimm`), persistent memory (`nvdimm`, `virtio-pmem`), memory that grows and
     * shrinks while the guest runs (`virtio-mem`), or the enclaves of Intel SGX (`sgx-epc`).
     */
    model: required(
      attribute(
        newer(oneOf('dimm nvdimm virtio-pmem virtio-mem sgx-epc'), {
          dimm: '1.2.14',
          nvdimm: '3.2.0',
          'virtio-pmem': '7.1.0',
          'virtio-mem': '7.9.0',
          'sgx-epc': '8.10.0',
        }),
      ),
    ),
    /** Whether others on the host can share it; real NVDIMMs and `virtio-pmem` have to be `shared`. Since libvirt 3.2.0. */
    access: attribute(oneOf('shared private'), { since: '3.2.0' }),
    /** Whether the host drops the contents of a `dimm` when it is unplugged. Since libvirt 4.4.0. */
    discard: attribute(yesNo, { since: '4.4.0' }),
    /** The identifier of an `nvdimm` on pSeries; libvirt makes one where it is left out. Since libvirt 6.2.0. */
    uuid: leaf(uuid, { since: '6.2.0' }),
    /** Options of the virtio device, of `virtio-mem` and `virtio-pmem`. Since libvirt 11.9.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '11.9.0' }),
    /** Where the memory comes from on the host. */
    source: child<MemoryDeviceSource>(memoryDeviceSource),
    /** What the guest sees. */
    target: required(child<MemoryDeviceTarget>(memoryDeviceTarget)),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where it is plugged in. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#memory-devices' },
)
