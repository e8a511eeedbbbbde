import type { CpuSet } from '../schema/core/codec.ts'
import type { Domain } from '../schema/domain/domain.ts'
import type { HugePage, MemorySource } from '../schema/domain/memory-backing.ts'
import type { NumaMemory } from '../schema/domain/numa-tune.ts'
import { type Size, type SizeText, sizeIn } from '../schema/domain/size.ts'

/** CPUs or NUMA nodes of the host: `4`, `'0-3,^2'`, `[0, 2]`. */
export type Cpus = CpuSet | readonly number[]

/** The methods of a domain that say where and of what it runs on the host: pieces of a domain, merged into it. */
export const tuning = {
  /**
   * Makes the guest's memory of huge pages of the host, of its default size or of a given one, for all NUMA cells of the
   * guest or for some.
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
    memoryBacking: { hugepages: size === undefined ? {} : { page: pageOf(size, nodeset) } },
  }),

  /**
   * Lets other processes of the host share the guest's memory, as virtiofs and vhost-user need it.
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
   * Keeps a virtual CPU on CPUs of the host.
   *
   * @example
   * domain('fv0').hvm().vcpu(2).pin(0, 4).pin(1, [5, 7])
   * // <cputune>
   * //   <vcpupin vcpu="0" cpuset="4"/>
   * //   <vcpupin vcpu="1" cpuset="5,7"/>
   * // </cputune>
   */
  pin: (vcpu: number, cpus: Cpus): Partial<Domain> => ({
    cputune: { vcpupin: [{ vcpu, cpuset: cpusetOf(cpus) }] },
  }),

  /**
   * Keeps the hypervisor's own threads on CPUs of the host, away from those of the virtual CPUs.
   *
   * @example
   * domain('fv0').hvm().emulatorPin('0-1')   // <cputune><emulatorpin cpuset="0-1"/></cputune>
   */
  emulatorPin: (cpus: Cpus): Partial<Domain> => ({
    cputune: { emulatorpin: { cpuset: cpusetOf(cpus) } },
  }),

  /**
   * Keeps an I/O thread on CPUs of the host. The threads count from 1.
   *
   * @example
   * domain('fv0').hvm().iothreads(1).iothreadPin(1, '2-3')
   * // <iothreads>1</iothreads>
   * // <cputune>
   * //   <iothreadpin iothread="1" cpuset="2-3"/>
   * // </cputune>
   */
  iothreadPin: (iothread: number, cpus: Cpus): Partial<Domain> => ({
    cputune: { iothreadpin: [{ iothread, cpuset: cpusetOf(cpus) }] },
  }),

  /**
   * Takes the guest's memory from NUMA nodes of the host: from these only, until told otherwise.
   *
   * @example
   * domain('fv0').hvm().numaTune(0)
   * // <numatune>
   * //   <memory mode="strict" nodeset="0"/>
   * // </numatune>
   */
  numaTune: (nodes: Cpus, mode: NonNullable<NumaMemory['mode']> = 'strict'): Partial<Domain> => ({
    numatune: { memory: { mode, nodeset: cpusetOf(nodes) } },
  }),

  /**
   * Says which operating system is inside, as virt-manager and others want to know it; `osinfo-query os` lists the names.
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
    metadata: `<libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0"><libosinfo:os id="${quoted(id)}"/></libosinfo:libosinfo>`,
  }),
} satisfies Readonly<Record<string, (...args: never[]) => Partial<Domain>>>

const cpusetOf = (cpus: Cpus): CpuSet =>
  Array.isArray(cpus) ? (cpus.join(',') as CpuSet) : (cpus as CpuSet)

function pageOf(size: number | SizeText | Size, nodeset: CpuSet | undefined): HugePage {
  const page =
    typeof size === 'object' ? { size: size.value, unit: size.unit } : sizeIn('size')(size)
  return { ...page, nodeset } as HugePage
}

const quoted = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
