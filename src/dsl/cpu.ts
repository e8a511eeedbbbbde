import type { CpuSet } from '../schema/core/codec.ts'
import type { Fluent } from '../schema/core/element.ts'
import { type Cpu, cpu } from '../schema/domain/cpu.ts'
import { type NumaCell, numa, numaCell as numaCellElement } from '../schema/domain/numa.ts'
import { type Size, type SizeText, sizeIn } from '../schema/domain/size.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<cpu>`: one method a field, and `.cell()` of its `<numa>`. */
export interface CpuBuilder
  extends Fluent<typeof cpu, CpuBuilder>,
    Pick<Fluent<typeof numa, CpuBuilder>, 'cell'> {}
export class CpuBuilder extends Builder<Cpu> {}
derive(CpuBuilder, cpu)
derive(CpuBuilder, numa, ['numa'], ['cell'])

/** Builds the `<cell>` of a `<numa>`: one method a field. */
export interface NumaCellBuilder extends Fluent<typeof numaCellElement, NumaCellBuilder> {}
export class NumaCellBuilder extends Builder<NumaCell> {}
derive(NumaCellBuilder, numaCellElement)

/**
 * The host's own processor: the fastest, and the same only on hosts that are alike.
 *
 * @example
 * domain('fv0').hvm().cpu(hostPassthrough().topology({ sockets: 1, cores: 4, threads: 2 }))
 * // <cpu mode="host-passthrough">
 * //   <topology sockets="1" cores="4" threads="2"/>
 * // </cpu>
 */
export const hostPassthrough = word(CpuBuilder, cpu, () => ({ mode: 'host-passthrough' }))

/**
 * The model that is closest to the host's processor: fast, and fit for migration.
 *
 * @example
 * domain('fv0').hvm().cpu(hostModel().feature({ policy: 'disable', name: 'hle' }))
 * // <cpu mode="host-model">
 * //   <feature policy="disable" name="hle"/>
 * // </cpu>
 */
export const hostModel = word(CpuBuilder, cpu, () => ({ mode: 'host-model' }))

/**
 * All that the hypervisor is able to do.
 *
 * @example
 * domain('fv0').type('qemu').hvm().cpu(maximumCpu())   // <cpu mode="maximum"/>
 */
export const maximumCpu = word(CpuBuilder, cpu, () => ({ mode: 'maximum' }))

/**
 * A processor by name, the same on every host that is able to be it.
 *
 * @example
 * domain('fv0').hvm().cpu(cpuModel('Skylake-Server').feature('vmx'))
 * // <cpu mode="custom" match="exact">
 * //   <model fallback="forbid">Skylake-Server</model>
 * //   <feature policy="require" name="vmx"/>
 * // </cpu>
 */
export const cpuModel = word(CpuBuilder, cpu, (name: string) => ({
  mode: 'custom',
  match: 'exact',
  model: { fallback: 'forbid', name },
}))

/**
 * One NUMA node of the guest: some of the virtual CPUs, and some of the memory.
 *
 * @example
 * domain('fv0').hvm().vcpu(8).memory(GiB(8)).cpu(hostPassthrough().cell(
 *   numaCell('0-3', GiB(4)),
 *   numaCell('4-7', GiB(4)),
 * ))
 * // <cpu mode="host-passthrough">
 * //   <numa>
 * //     <cell cpus="0-3" memory="4" unit="GiB"/>
 * //     <cell cpus="4-7" memory="4" unit="GiB"/>
 * //   </numa>
 * // </cpu>
 */
export const numaCell = word(
  NumaCellBuilder,
  numaCellElement,
  (cpus: CpuSet, memory: number | SizeText | Size) => ({ cpus, ...memoryOf(memory) }),
)

const memoryOf = (memory: number | SizeText | Size): Pick<NumaCell, 'memory' | 'unit'> =>
  typeof memory === 'object'
    ? { memory: memory.value, unit: memory.unit }
    : (sizeIn('memory')(memory) as Pick<NumaCell, 'memory' | 'unit'>)
