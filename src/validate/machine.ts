import type { Here } from './here.ts'
import { down, spelled } from './look.ts'

/*
 * What is known of machines by their names. An alias (q35, pc, virt) stands for the newest version of its machine. Where
 * the name says nothing, or is left out, nothing is known: libvirt chooses by the host.
 */

/** The processor architecture of a guest, where it is said. */
export const archOf = (domain: Here): string | undefined =>
  spelled(down(domain, 'os', 'type'), 'arch')

/** The machine of a guest, where it is said. */
export const machineOf = (domain: Here): string | undefined =>
  spelled(down(domain, 'os', 'type'), 'machine')

/** Is it a PC with PCI Express? */
export const isQ35 = (domain: Here): boolean => /^(pc-)?q35(-|$)/.test(machineOf(domain) ?? '')

/** Is it a PC of old, with PCI alone? */
export const isI440fx = (domain: Here): boolean =>
  /^pc(-i440fx-.*|-\d.*)?$/.test(machineOf(domain) ?? '')

/** Is it the virtual machine of Arm or RISC-V boards? */
export const isVirt = (domain: Here): boolean =>
  /^virt(-|$)/.test(machineOf(domain) ?? '') && /^(arm|aarch64|riscv)/.test(archOf(domain) ?? '')

/** Is it a POWER server under a hypervisor? */
export const isPseries = (domain: Here): boolean => /^pseries(-|$)/.test(machineOf(domain) ?? '')

/** Is it a mainframe with a channel subsystem? */
export const isS390 = (domain: Here): boolean => /^s390/.test(archOf(domain) ?? '')

/** The model of PCI controller 0. */
export function rootOf(domain: Here): 'pci-root' | 'pcie-root' | undefined {
  if (isQ35(domain) || isVirt(domain)) return 'pcie-root'
  return isI440fx(domain) || isPseries(domain) ? 'pci-root' : undefined
}
