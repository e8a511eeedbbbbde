import type { CpuSet } from '../schema/core/cpuset.ts'
import type { VcpuPin } from '../schema/domain/cpu-tune.ts'
import type { Domain } from '../schema/domain/domain.ts'
import type { HugePage, MemorySource } from '../schema/domain/memory-backing.ts'
import type { NumaMemory } from '../schema/domain/numa-tune.ts'
import { type Size, type SizeText, sizeIn } from '../schema/domain/size.ts'
import { invertible } from './builder.ts'

/** A set of host CPUs or NUMA nodes, such as `4`, `'0-3,^2'` or `[0, 2]`. */
export type Cpus = CpuSet | readonly number[]

/**
 * The shorthand methods of a domain for its resources on the host. Each shorthand returns the
 * fields that are merged into the domain.
 */
export const tuning = {
  /**
   * Backs the guest's memory with huge pages of the host. `size` is the size of a huge page, by default that of the host. If
   * `size` is a number without a unit, it is in KiB. `nodeset` limits the huge pages to certain NUMA cells of the guest.
   *
   * @example
   * domain('fv0').hvm().hugepages('1GiB')
   * // <memoryBacking>
   * //   <hugepages>
   * //     <page size="1" unit="GiB"/>
   * //   </hugepages>
   * // </memoryBacking>
   */
  hugepages: (
    size: number | SizeText | Size | undefined = undefined,
    nodeset: CpuSet | undefined = undefined,
  ): Partial<Domain> => ({
    memoryBacking: { hugepages: size === undefined ? {} : { page: hugePage(size, nodeset) } },
  }),

  /**
   * Shares the guest's memory with other processes on the host, as virtiofs and vhost-user require.
   * `source` is the kind of memory, by default `memfd`, which needs no files. Since libvirt 4.10.0
   * (`memfd`).
   *
   * @example
   * domain('fv0').hvm().sharedMemory()
   * // <memoryBacking>
   * //   <source type="memfd"/>
   * //   <access mode="shared"/>
   * // </memoryBacking>
   */
  sharedMemory: (source: MemorySource['type'] = 'memfd'): Partial<Domain> => ({
    memoryBacking: { source: { type: source }, access: { mode: 'shared' } },
  }),

  /**
   * Pins a vCPU to host CPUs. The first vCPU has the number 0.
   *
   * @example
   * domain('fv0').hvm().pin(0, [4, 6])   // <cputune><vcpupin vcpu="0" cpuset="4,6"/></cputune>
   */
  pin: (vcpu: number, cpus: Cpus): Partial<Domain> => ({
    cputune: { vcpupin: [{ vcpu, cpuset: toCpuSet(cpus) }] },
  }),

  /**
   * Pins vCPUs to host CPUs. The keys are the numbers of the vCPUs, starting at 0.
   *
   * @example
   * domain('fv0').hvm().vcpu(2).pins({ 0: 4, 1: [5, 7] })
   * // <cputune>
   * //   <vcpupin vcpu="0" cpuset="4"/>
   * //   <vcpupin vcpu="1" cpuset="5,7"/>
   * // </cputune>
   */
  pins: invertible(
    (cpus: Readonly<Record<number, Cpus>>): Partial<Domain> => ({
      cputune: {
        vcpupin: Object.entries(cpus).map(([vcpu, one]) => ({
          vcpu: (/^\d+$/.test(vcpu) ? Number(vcpu) : vcpu) as number,
          cpuset: toCpuSet(one),
        })),
      },
    }),
    ({ cputune }: { readonly cputune?: { readonly vcpupin?: readonly VcpuPin[] } }) => {
      const pins = cputune?.vcpupin ?? []
      return pins.length > 1
        ? [Object.fromEntries(pins.map(({ vcpu, cpuset }) => [vcpu, cpuset]))]
        : undefined
    },
  ),

  /**
   * Pins the hypervisor's own threads to host CPUs. Use it to keep these threads away from the host CPUs to which vCPUs are
   * pinned.
   *
   * @example
   * domain('fv0').hvm().emulatorPin('0-1')   // <cputune><emulatorpin cpuset="0-1"/></cputune>
   */
  emulatorPin: (cpus: Cpus): Partial<Domain> => ({
    cputune: { emulatorpin: { cpuset: toCpuSet(cpus) } },
  }),

  /**
   * Pins an I/O thread to host CPUs. The first I/O thread has the number 1.
   *
   * @example
   * domain('fv0').hvm().iothreads(1).iothreadPin(1, '2-3')
   * // <iothreads>1</iothreads>
   * // <cputune>
   * //   <iothreadpin iothread="1" cpuset="2-3"/>
   * // </cputune>
   */
  iothreadPin: (iothread: number, cpus: Cpus): Partial<Domain> => ({
    cputune: { iothreadpin: [{ iothread, cpuset: toCpuSet(cpus) }] },
  }),

  /**
   * Sets the host NUMA nodes from which the guest's memory is allocated. The mode `strict` (the default) uses only these nodes.
   * `preferred` uses these nodes first. `interleave` spreads the memory evenly across these nodes. `restrictive` uses only
   * these nodes, and the host decides how.
   *
   * @example
   * domain('fv0').hvm().numaTune(0)
   * // <numatune>
   * //   <memory mode="strict" nodeset="0"/>
   * // </numatune>
   */
  numaTune: (nodes: Cpus, mode: NonNullable<NumaMemory['mode']> = 'strict'): Partial<Domain> => ({
    numatune: { memory: { mode, nodeset: toCpuSet(nodes) } },
  }),

  /**
   * Sets the guest's operating system in the metadata of the domain, where virt-manager and other tools read it. `osinfo-query
   * os` lists the IDs of operating systems.
   *
   * @example
   * domain('fv0').hvm().osinfo('http://debian.org/debian/13')
   * // <metadata>
   * //   <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
   * //     <libosinfo:os id="http://debian.org/debian/13"/>
   * //   </libosinfo:libosinfo>
   * // </metadata>
   */
  osinfo: (id: string): Partial<Domain> => ({
    metadata: `<libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="${escapeAttribute(id)}"/></libosinfo:libosinfo>`,
  }),
} satisfies Readonly<Record<string, (...args: never[]) => Partial<Domain>>>

const toCpuSet = (cpus: Cpus): CpuSet =>
  Array.isArray(cpus) ? (cpus.join(',') as CpuSet) : (cpus as CpuSet)

function hugePage(size: number | SizeText | Size, nodeset: CpuSet | undefined): HugePage {
  const page =
    typeof size === 'object' ? { size: size.value, unit: size.unit } : sizeIn('size')(size)
  return { ...page, nodeset } as HugePage
}

const escapeAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
