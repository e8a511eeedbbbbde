import type { DomainCursor } from '../cursor.ts'

/*
 * What the name of a machine tells. An alias (q35, pc, virt) is the newest version of its machine. Where the name is left
 * out, nothing is known: libvirt chooses by the host.
 */

/** The CPU architecture of a guest, if it is given. */
export const archOf = (domain: DomainCursor): string | undefined => domain.text('os/type/arch')

/** The machine of a guest, if it is given. */
export const machineOf = (domain: DomainCursor): string | undefined =>
  domain.text('os/type/machine')

/** Whether a CPU architecture is x86. */
export const isX86 = (arch: string): boolean => /^(i686|x86_64)$/.test(arch)

/** Whether it is a PC with PCI Express. */
export const isQ35 = (domain: DomainCursor): boolean =>
  /^(pc-)?q35(-|$)/.test(machineOf(domain) ?? '')

/** Whether it is an older PC that has only PCI. */
export const isI440fx = (domain: DomainCursor): boolean =>
  /^pc(-i440fx-.*|-\d.*)?$/.test(machineOf(domain) ?? '')

/** Whether it is QEMU's virtual board for Arm or RISC-V. */
export const isVirt = (domain: DomainCursor): boolean =>
  /^virt(-|$)/.test(machineOf(domain) ?? '') && /^(arm|aarch64|riscv)/.test(archOf(domain) ?? '')

/** Whether it is a POWER server that runs under a hypervisor. */
export const isPseries = (domain: DomainCursor): boolean =>
  /^pseries(-|$)/.test(machineOf(domain) ?? '')

/** Whether it is a mainframe with a channel subsystem. */
export const isS390 = (domain: DomainCursor): boolean => /^s390/.test(archOf(domain) ?? '')

/** The model of PCI controller 0. */
export function pciRootOf(domain: DomainCursor): 'pci-root' | 'pcie-root' | undefined {
  if (isQ35(domain) || isVirt(domain)) return 'pcie-root'
  return isI440fx(domain) || isPseries(domain) ? 'pci-root' : undefined
}
