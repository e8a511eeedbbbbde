import type { Fluent } from '../schema/core/element.ts'
import {
  type MemoryDevice,
  memoryDevice,
  memoryDeviceSource,
  memoryDeviceTarget,
} from '../schema/domain/memory-device.ts'
import type { Size, SizeText } from '../schema/domain/size.ts'
import { Builder, derive, factory } from './builder.ts'

const SOURCE_KEYS = ['nodemask', 'pagesize', 'alignsize'] as const
const TARGET_KEYS = ['node', 'label', 'readonly', 'block', 'requested', 'dynamicMemslots'] as const

/**
 * The builder for a `<memory>` element in `<devices>`, with one method for each field of the
 * element. It also has methods for the fields of `<source>` and `<target>` that the factories do
 * not set.
 */
export interface MemoryDeviceBuilder
  extends Fluent<typeof memoryDevice, MemoryDeviceBuilder>,
    Pick<Fluent<typeof memoryDeviceSource, MemoryDeviceBuilder>, (typeof SOURCE_KEYS)[number]>,
    Pick<Fluent<typeof memoryDeviceTarget, MemoryDeviceBuilder>, (typeof TARGET_KEYS)[number]> {}
export class MemoryDeviceBuilder extends Builder<MemoryDevice> {}
derive(MemoryDeviceBuilder, memoryDevice)
derive(MemoryDeviceBuilder, memoryDeviceSource, ['source'], SOURCE_KEYS)
derive(MemoryDeviceBuilder, memoryDeviceTarget, ['target'], TARGET_KEYS)

/** An amount of memory. A number without a unit is in KiB. */
type Amount = number | SizeText | Size

/**
 * A memory module (DIMM). The guest has its memory in addition to the initial memory. `node` is the NUMA cell of the guest to
 * which the module belongs. It is required if the guest has NUMA cells. A DIMM also requires `.maxMemory()` with a limit that
 * is large enough for the module.
 *
 * @example
 * domain('fv0').hvm().dimm(dimm('1GiB', 0))
 * // <memory model="dimm">
 * //   <target>
 * //     <size unit="GiB">1</size>
 * //     <node>0</node>
 * //   </target>
 * // </memory>
 */
export const dimm = factory(
  MemoryDeviceBuilder,
  memoryDevice,
  (size: Amount, node: number | undefined = undefined) => ({
    model: 'dimm',
    target: { size, node },
  }),
)

/**
 * A persistent memory module (NVDIMM), whose contents are stored in a file on the host. `node` is the NUMA cell of the guest to
 * which the module belongs. Since libvirt 3.2.0.
 *
 * @example
 * domain('fv0').hvm().dimm(nvdimm('/var/lib/fv0.nvdimm', '1GiB', 0).label('128KiB'))
 * // <memory model="nvdimm">
 * //   <source>
 * //     <path>/var/lib/fv0.nvdimm</path>
 * //   </source>
 * //   <target>
 * //     <size unit="GiB">1</size>
 * //     <node>0</node>
 * //     <label>
 * //       <size unit="KiB">128</size>
 * //     </label>
 * //   </target>
 * // </memory>
 */
export const nvdimm = factory(
  MemoryDeviceBuilder,
  memoryDevice,
  (path: string, size: Amount, node: number | undefined = undefined) => ({
    model: 'nvdimm',
    source: { path },
    target: { size, node },
  }),
)

/**
 * A persistent memory module (NVDIMM) backed by persistent memory of the host. The guest's writes
 * survive a power failure of the host. `node` is the NUMA cell of the guest to which the module
 * belongs. Since libvirt 5.0.0.
 *
 * @example
 * domain('fv0').hvm().dimm(pmem('/dev/dax0.0', '4GiB', 0).alignsize('2MiB'))
 * // <memory model="nvdimm" access="shared">
 * //   <source>
 * //     <path>/dev/dax0.0</path>
 * //     <alignsize unit="MiB">2</alignsize>
 * //     <pmem/>
 * //   </source>
 * //   <target>
 * //     <size unit="GiB">4</size>
 * //     <node>0</node>
 * //   </target>
 * // </memory>
 */
export const pmem = factory(
  MemoryDeviceBuilder,
  memoryDevice,
  (path: string, size: Amount, node: number | undefined = undefined) => ({
    model: 'nvdimm',
    access: 'shared',
    source: { path, pmem: true },
    target: { size, node },
  }),
)

/**
 * A virtio persistent memory device, whose contents are stored in a file on the host. Since libvirt 7.1.0.
 *
 * @example
 * domain('fv0').hvm().dimm(virtioPmem('/var/lib/fv0.pmem', '1GiB'))
 * // <memory model="virtio-pmem" access="shared">
 * //   <source>
 * //     <path>/var/lib/fv0.pmem</path>
 * //   </source>
 * //   <target>
 * //     <size unit="GiB">1</size>
 * //   </target>
 * // </memory>
 */
export const virtioPmem = factory(
  MemoryDeviceBuilder,
  memoryDevice,
  (path: string, size: Amount) => ({
    model: 'virtio-pmem',
    access: 'shared',
    source: { path },
    target: { size },
  }),
)

/**
 * A virtio memory device, which the host can resize while the guest runs. `size` is the maximum
 * size, `requested` is the size at boot, and `node` is the NUMA cell of the guest to which the
 * device belongs. `requested` must be a multiple of the block size, see `.block()`. Since libvirt
 * 7.9.0.
 *
 * @example
 * domain('fv0').hvm().dimm(virtioMem('8GiB', '2GiB', 0).block('2MiB'))
 * // <memory model="virtio-mem">
 * //   <target>
 * //     <size unit="GiB">8</size>
 * //     <node>0</node>
 * //     <block unit="MiB">2</block>
 * //     <requested unit="GiB">2</requested>
 * //   </target>
 * // </memory>
 */
export const virtioMem = factory(
  MemoryDeviceBuilder,
  memoryDevice,
  (size: Amount, requested: Amount, node: number | undefined = undefined) => ({
    model: 'virtio-mem',
    target: { size, node, requested },
  }),
)

/**
 * A memory device that provides memory for Intel SGX enclaves. Since libvirt 8.10.0.
 *
 * @example
 * domain('fv0').hvm().dimm(sgxEpc('16MiB'))
 * // <memory model="sgx-epc">
 * //   <target>
 * //     <size unit="MiB">16</size>
 * //   </target>
 * // </memory>
 */
export const sgxEpc = factory(
  MemoryDeviceBuilder,
  memoryDevice,
  (size: Amount, node: number | undefined = undefined) => ({
    model: 'sgx-epc',
    target: { size, node },
  }),
)
