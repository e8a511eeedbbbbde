import {
  absolutePath,
  type Codec,
  type HexLike,
  matching,
  oneOf,
  unsigned,
  uuid,
  withSince,
  yesNo,
} from '../core/codec.ts'
import { cpuset } from '../core/cpuset.ts'
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

const hex = matching(/(0x)?[0-9a-f]+/, 'a hexadecimal number, such as "0x140000000"')
const memoryAddress: Codec<HexLike> = {
  ...hex,
  print: value => (typeof value === 'number' ? `0x${value.toString(16)}` : hex.print(value)),
}

/** `<source>` of a memory device: the host memory or the file that backs the memory device. */
export interface MemoryDeviceSource extends Infer<typeof memoryDeviceSource> {}

export const memoryDeviceSource = element(
  'source',
  {
    /**
     * The host NUMA nodes that provide the memory of the memory device, such as `1-3,^2`. Default: the setting in
     * `<numatune>`.
     */
    nodemask: leaf(cpuset),
    /**
     * The size of the host's memory pages that back the memory device. The host must support this size. A number
     * without a unit is in KiB.
     */
    pagesize: child<Size>(memorySize),
    /** The host file or device that stores the contents of a memory device with the model `nvdimm` or `virtio-pmem`. */
    path: leaf(absolutePath),
    /**
     * The alignment with which the file of the memory device is mapped into the memory of the hypervisor process.
     * Default: the page size. Since libvirt 5.0.0.
     */
    alignsize: child<Size>(memorySize, { since: '5.0.0' }),
    /**
     * Whether the device at `path` is real persistent memory, which keeps the guest's writes after a power failure.
     * Since libvirt 5.0.0.
     */
    pmem: flag({ since: '5.0.0' }),
  },
  {
    choices: [atMostOne(['nodemask', 'pagesize'], ['path', 'alignsize', 'pmem'])],
    requires: { alignsize: 'path', pmem: 'path' },
    page: 'formatdomain.html#memory-devices',
  },
)

/** `<label>` of an NVDIMM: the area that stores the namespace labels of the NVDIMM. */
export interface NvdimmLabel extends Infer<typeof nvdimmLabel> {}

const nvdimmLabel = element(
  'label',
  {
    /** The size of the NVDIMM's label area, at least 128 KiB. */
    size: required(child<Size>(memorySize)),
  },
  { lead: 'size', page: 'formatdomain.html#memory-devices' },
)

/** `<address>` of a virtio memory device: the location of the memory device in the guest's physical memory. */
export interface MemoryPlace extends Infer<typeof memoryPlace> {}

const memoryPlace = element(
  'address',
  {
    /** The guest physical address of the memory device, in hexadecimal. */
    base: required(attribute(memoryAddress)),
  },
  { lead: 'base', page: 'formatdomain.html#memory-devices' },
)

/** `<target>` of a memory device: the size and the location of the memory that the guest sees. */
export interface MemoryDeviceTarget extends Infer<typeof memoryDeviceTarget> {}

export const memoryDeviceTarget = element(
  'target',
  {
    /**
     * Whether a `virtio-mem` device allocates memory slots on demand, which saves memory but is incompatible with older
     * vhost-user programs. Since libvirt 10.1.0.
     */
    dynamicMemslots: attribute(yesNo, { since: '10.1.0' }),
    /** The size of the memory device. For `virtio-mem`, it is the maximum size. A number without a unit is in KiB. */
    size: required(child<Size>(memorySize)),
    /** The guest NUMA cell to which the memory device belongs. Only for guests with NUMA cells. */
    node: leaf(unsigned),
    /** The area of an `nvdimm` device that stores the labels of its namespaces. */
    label: child<NvdimmLabel>(nvdimmLabel),
    /** Whether the `nvdimm` is read-only for the guest. Since libvirt 5.0.0. */
    readonly: flag({ since: '5.0.0' }),
    /** The step in which a `virtio-mem` device grows and shrinks. It is a power of two. */
    block: child<Size>(memorySize),
    /** The amount of memory that the `virtio-mem` device should provide to the guest. It is a multiple of `block`. */
    requested: child<Size>(memorySize),
    /**
     * The amount of memory that the `virtio-mem` device currently provides to the guest. libvirt sets this value while
     * the domain runs.
     */
    current: child<Size>(memorySize, { assigned: true }),
    /** The location of a `virtio-mem` or `virtio-pmem` device in the guest's physical memory. Since libvirt 9.4.0. */
    address: child<MemoryPlace>(memoryPlace, { since: '9.4.0' }),
  },
  { page: 'formatdomain.html#memory-devices' },
)

/** `<memory>` in `<devices>`: a memory device, which adds memory to the initial memory of the guest. */
export interface MemoryDevice extends Infer<typeof memoryDevice> {}

export const memoryDevice = element(
  'memory',
  {
    /**
     * The kind of memory device: a plain module (`dimm`), persistent memory (`nvdimm`, `virtio-pmem`), memory that
     * grows and shrinks while the guest runs (`virtio-mem`), or Intel SGX enclave memory (`sgx-epc`).
     */
    model: required(
      attribute(
        withSince(oneOf('dimm nvdimm virtio-pmem virtio-mem sgx-epc'), {
          dimm: '1.2.14',
          nvdimm: '3.2.0',
          'virtio-pmem': '7.1.0',
          'virtio-mem': '7.9.0',
          'sgx-epc': '8.10.0',
        }),
      ),
    ),
    /**
     * Whether other processes on the host can share the memory of the memory device. `virtio-pmem` and an `nvdimm` on
     * real persistent memory require `shared`. Since libvirt 3.2.0.
     */
    access: attribute(oneOf('shared private'), { since: '3.2.0' }),
    /** Whether the host discards the contents of a `dimm` device when the device is unplugged. Since libvirt 4.4.0. */
    discard: attribute(yesNo, { since: '4.4.0' }),
    /** The UUID of an `nvdimm` device on pSeries. If omitted, libvirt generates a UUID. Since libvirt 6.2.0. */
    uuid: leaf(uuid, { since: '6.2.0' }),
    /** The virtio options of the memory device, for `virtio-mem` and `virtio-pmem`. Since libvirt 11.9.0. */
    driver: child<VirtioDriver>(virtioDriver, { since: '11.9.0' }),
    /** The host memory or the file that backs the memory device. */
    source: child<MemoryDeviceSource>(memoryDeviceSource),
    /** The memory that the guest sees from the memory device: its size, its NUMA cell and its location. */
    target: required(child<MemoryDeviceTarget>(memoryDeviceTarget)),
    /** The name that libvirt and QEMU use for the memory device. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the memory device to the guest. Since libvirt 7.3.0. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the memory device in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#memory-devices' },
)
