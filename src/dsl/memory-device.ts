import type { Fluent } from '../schema/core/element.ts'
import {
  type MemoryDevice,
  memoryDevice,
  memoryDeviceSource,
  memoryDeviceTarget,
} from '../schema/domain/memory-device.ts'
import type { Size, SizeText } from '../schema/domain/size.ts'
import { Builder, derive, word } from './builder.ts'

const SOURCE_KEYS = ['nodemask', 'pagesize', 'alignsize'] as const
const TARGET_KEYS = ['node', 'label', 'readonly', 'block', 'requested', 'dynamicMemslots'] as const

/** Builds a `<memory>` of `<devices>`: one method a field, and those of its source and target that words leave open. */
export interface MemoryDeviceBuilder
  extends Fluent<typeof memoryDevice, MemoryDeviceBuilder>,
    Pick<Fluent<typeof memoryDeviceSource, MemoryDeviceBuilder>, (typeof SOURCE_KEYS)[number]>,
    Pick<Fluent<typeof memoryDeviceTarget, MemoryDeviceBuilder>, (typeof TARGET_KEYS)[number]> {}
export class MemoryDeviceBuilder extends Builder<MemoryDevice> {}
derive(MemoryDeviceBuilder, memoryDevice)
derive(MemoryDeviceBuilder, memoryDeviceSource, ['source'], SOURCE_KEYS)
derive(MemoryDeviceBuilder, memoryDeviceTarget, ['target'], TARGET_KEYS)

/** How much: of KiB where it is a bare number. */
type Amount = number | SizeText | Size

/**
 * A memory module, of a NUMA node where the guest has such. The domain's `maxMemory` has to leave room for it.
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
export const dimm = word(
  MemoryDeviceBuilder,
  memoryDevice,
  (size: Amount, node: number | undefined = undefined) => ({
    model: 'dimm',
    target: { size, node },
  }),
)

/**
 * A persistent memory module, whose contents a file of the host keeps.
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
export const nvdimm = word(
  MemoryDeviceBuilder,
  memoryDevice,
  (path: string, size: Amount, node: number | undefined = undefined) => ({
    model: 'nvdimm',
    source: { path },
    target: { size, node },
  }),
)

/**
 * A persistent memory module made of the host's own persistent memory: what the guest has written outlasts a loss of power.
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
export const pmem = word(
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
 * Persistent memory of virtio, whose contents a file of the host keeps.
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
export const virtioPmem = word(MemoryDeviceBuilder, memoryDevice, (path: string, size: Amount) => ({
  model: 'virtio-pmem',
  access: 'shared',
  source: { path },
  target: { size },
}))

/**
 * Memory that grows and shrinks while the guest runs: up to a size, and as much of it as is requested.
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
export const virtioMem = word(
  MemoryDeviceBuilder,
  memoryDevice,
  (size: Amount, requested: Amount, node: number | undefined = undefined) => ({
    model: 'virtio-mem',
    target: { size, node, requested },
  }),
)

/**
 * Memory for the enclaves of Intel SGX.
 *
 * @example
 * domain('fv0').hvm().dimm(sgxEpc('16MiB'))
 * // <memory model="sgx-epc">
 * //   <target>
 * //     <size unit="MiB">16</size>
 * //   </target>
 * // </memory>
 */
export const sgxEpc = word(
  MemoryDeviceBuilder,
  memoryDevice,
  (size: Amount, node: number | undefined = undefined) => ({
    model: 'sgx-epc',
    target: { size, node },
  }),
)
