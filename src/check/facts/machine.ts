import type { DomainCursor } from '../cursor.ts'

/*
 * Facts derived from the name of a machine. An alias (q35, pc, virt) means the newest version of the machine. If a definition
 * sets no machine, libvirt chooses the machine on the host, so the machine is unknown.
 */

/** The CPU architecture of a guest, if it is set in the definition. */
export const archOf = (domain: DomainCursor): string | undefined => domain.text('os/type/arch')

/** The machine of a guest, if it is set in the definition. */
export const machineOf = (domain: DomainCursor): string | undefined =>
  domain.text('os/type/machine')

/** QEMU's default machines by architecture. Other architectures have no default machine, or a default machine without PCI. */
export const DEFAULT_MACHINES: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'pc'],
  ['i686', 'pc'],
  ['ppc64', 'pseries'],
  ['ppc64le', 'pseries'],
  ['s390x', 's390-ccw-virtio'],
])

/** Whether a CPU architecture is x86. */
export const isX86 = (arch: string): boolean => /^(i686|x86_64)$/.test(arch)

/** Whether the machine is q35, a PC with PCI Express. */
export const isQ35 = (domain: DomainCursor): boolean =>
  /^(pc-)?q35(-|$)/.test(machineOf(domain) ?? '')

/** Whether the machine is i440fx, an older PC with only PCI. */
export const isI440fx = (domain: DomainCursor): boolean =>
  /^pc(-i440fx-.*|-\d.*)?$/.test(machineOf(domain) ?? '')

/** Whether the machine is virt, QEMU's virtual board for Arm and RISC-V. */
export const isVirt = (domain: DomainCursor): boolean =>
  /^virt(-|$)/.test(machineOf(domain) ?? '') && /^(arm|aarch64|riscv)/.test(archOf(domain) ?? '')

/** Whether the machine is virt, and the architecture is Arm. */
export const isArmVirt = (domain: DomainCursor): boolean =>
  isVirt(domain) && !archOf(domain)?.startsWith('riscv')

/** Whether the machine is pSeries, a POWER server. */
export const isPseries = (domain: DomainCursor): boolean =>
  /^pseries(-|$)/.test(machineOf(domain) ?? DEFAULT_MACHINES.get(archOf(domain) ?? '') ?? '')

/**
 * Whether the machine certainly has no IDE controller. `false` for an unknown machine name, which may be an alias of a machine
 * with an IDE controller.
 */
export const lacksIde = (domain: DomainCursor): boolean =>
  isQ35(domain) ||
  isPseries(domain) ||
  /^(microvm|isapc|virt)(-|$)/.test(machineOf(domain) ?? '') ||
  /^(arm|aarch64|riscv|s390|loongarch)/.test(archOf(domain) ?? '')

/** Whether the architecture is s390, a mainframe. */
export const isS390 = (domain: DomainCursor): boolean => /^s390/.test(archOf(domain) ?? '')

/** Whether the machine is so old that neither libvirt nor QEMU checks the dependencies between Hyper-V features. */
export const hasOldHyperv = (domain: DomainCursor): boolean =>
  /^pc-(i440fx-|q35-)?([0-2]\.\d+|3\.0)$/.test(machineOf(domain) ?? '')

/** The CPU family of a guest, if the architecture or the machine determines it. */
export function cpuFamilyOf(domain: DomainCursor): 'x86' | 'arm' | 'power' | undefined {
  const arch = archOf(domain)
  if (arch === undefined) return isI440fx(domain) || isQ35(domain) ? 'x86' : undefined
  if (isX86(arch)) return 'x86'
  if (/^(arm|aarch64)/.test(arch)) return 'arm'
  return arch.startsWith('ppc64') ? 'power' : undefined
}
