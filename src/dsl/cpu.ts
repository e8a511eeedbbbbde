import type { CpuSet } from '../schema/core/cpuset.ts'
import type { Fluent } from '../schema/core/element.ts'
import { type Cpu, cpu } from '../schema/domain/cpu.ts'
import { type NumaCell, numa, numaCell as numaCellElement } from '../schema/domain/numa.ts'
import { type Size, type SizeText, sizeIn } from '../schema/domain/size.ts'
import { Builder, derive, factory } from './builder.ts'

/**
 * The builder for a `<cpu>` element, with one method for each field of the element. `.cell()` adds
 * a NUMA cell.
 */
export interface CpuBuilder
  extends Fluent<typeof cpu, CpuBuilder>,
    Pick<Fluent<typeof numa, CpuBuilder>, 'cell'> {}
export class CpuBuilder extends Builder<Cpu> {}
derive(CpuBuilder, cpu)
derive(CpuBuilder, numa, ['numa'], ['cell'])

/** The builder for a NUMA `<cell>` element, with one method for each field of the element. */
export interface NumaCellBuilder extends Fluent<typeof numaCellElement, NumaCellBuilder> {}
export class NumaCellBuilder extends Builder<NumaCell> {}
derive(NumaCellBuilder, numaCellElement)

/**
 * The CPU of the host with all its features, passed through to the guest. This CPU mode is the
 * fastest, but live migration requires hosts with identical CPUs.
 *
 * @example
 * domain('fv0').hvm().cpu(hostPassthrough().topology({ sockets: 1, cores: 4, threads: 2 }))
 * // <cpu mode="host-passthrough">
 * //   <topology sockets="1" cores="4" threads="2"/>
 * // </cpu>
 */
export const hostPassthrough = factory(CpuBuilder, cpu, () => ({ mode: 'host-passthrough' }))

/**
 * The named CPU model that is most similar to the CPU of the host. This CPU mode is nearly as fast
 * as `hostPassthrough()`, and it supports live migration.
 *
 * @example
 * domain('fv0').hvm().cpu(hostModel().feature({ policy: 'disable', name: 'hle' }))
 * // <cpu mode="host-model">
 * //   <feature policy="disable" name="hle"/>
 * // </cpu>
 */
export const hostModel = factory(CpuBuilder, cpu, () => ({ mode: 'host-model' }))

/**
 * A CPU with all features that the hypervisor supports. It is useful for domains with `.type('qemu')`, whose CPU is emulated.
 * Since libvirt 7.1.0.
 *
 * @example
 * domain('fv0').type('qemu').hvm().cpu(maximumCpu())   // <cpu mode="maximum"/>
 */
export const maximumCpu = factory(CpuBuilder, cpu, () => ({ mode: 'maximum' }))

/**
 * A named CPU model, such as `Skylake-Server`. The guest has the same CPU on every host. A host that cannot provide the model
 * does not start the guest.
 *
 * @example
 * domain('fv0').hvm().cpu(cpuModel('Skylake-Server').feature('vmx'))
 * // <cpu mode="custom" match="exact">
 * //   <model fallback="forbid">Skylake-Server</model>
 * //   <feature policy="require" name="vmx"/>
 * // </cpu>
 */
export const cpuModel = factory(CpuBuilder, cpu, (name: string) => ({
  mode: 'custom',
  match: 'exact',
  model: { fallback: 'forbid', name },
}))

/**
 * A NUMA cell of the guest, which consists of vCPUs and memory. If `memory` is a number without a unit, it is in KiB.
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
export const numaCell = factory(
  NumaCellBuilder,
  numaCellElement,
  (cpus: CpuSet, memory: number | SizeText | Size) => ({ cpus, ...memoryOf(memory) }),
)

const memoryOf = (memory: number | SizeText | Size): Pick<NumaCell, 'memory' | 'unit'> =>
  typeof memory === 'object'
    ? { memory: memory.value, unit: memory.unit }
    : (sizeIn('memory')(memory) as Pick<NumaCell, 'memory' | 'unit'>)
