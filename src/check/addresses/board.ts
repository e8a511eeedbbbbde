import { archOf, DEFAULT_MACHINES, machineOf } from '../facts/machine.ts'
import { perDomain } from '../facts/per-domain.ts'
import type { Target } from '../rule-context.ts'
import { isBefore } from '../target.ts'

/** The properties of a machine that determine which controllers libvirt adds and how it assigns addresses. */
export interface Board {
  /** The CPU architecture. Default: x86_64. */
  readonly arch: string
  /** The machine. Default: the default machine of QEMU. */
  readonly machine: string
  readonly kind: 'q35' | 'i440fx' | 'pseries' | 's390-ccw' | 'virt' | 'other'
  readonly isX86: boolean
  readonly isArm: boolean
  readonly isS390: boolean
  /** The model of PCI controller 0, if libvirt adds one. */
  readonly root: 'pci-root' | 'pcie-root' | undefined
  /** Whether the machine supports PCI. */
  readonly hasPci: boolean
  /** Whether libvirt assigns PCI addresses on this machine. libvirt 11.9 and newer search for a PCI bus on every machine. */
  readonly assignsPci: boolean
  /** The model of the USB controller that libvirt adds if the domain has no USB controller 0. */
  readonly defaultUsb: string | undefined
  /** The default model of a SCSI controller. */
  readonly defaultScsi: string
  /**
   * Whether a SCSI controller without a model gets the model of the first SCSI controller that has a model. libvirt 11.3 does
   * not do this, and libvirt 12.9 does. vmc assumes that the releases between 11.3 and 12.9 also do this.
   */
  readonly sharesScsiModel: boolean
  /** Whether libvirt inserts the controllers that it adds in sorted order. Otherwise, it puts them at the end of the list. */
  readonly sortsControllers: boolean
  /**
   * Whether libvirt adds a root port for a pcie-to-pci-bridge. libvirt 11.3 does not add a port, and libvirt 12.9 does. vmc
   * assumes that the releases between 11.3 and 12.9 also add a port.
   */
  readonly addsPortForBridge: boolean
  /** Whether libvirt adds a memory balloon. */
  readonly hasBalloon: boolean
}

/** The board of a domain, with the defaults of a libvirt release. */
export const boardOf = perDomain((domain, target: Target): Board => {
  const arch = archOf(domain) ?? 'x86_64'
  const machine = machineOf(domain) ?? defaultMachine(arch, target)
  const isX86 = /^(i686|x86_64)$/.test(arch)
  const isArm = /^(arm|aarch64)/.test(arch)
  const kind = kindOf(arch, machine)
  const hasPci = kind === 'virt' || machine === 'versatilepb' || !/^(arm|aarch64|riscv)/.test(arch)
  return {
    arch,
    machine,
    kind,
    isX86,
    isArm,
    isS390: /^s390/.test(arch),
    root: rootOf(arch, machine, kind, target),
    hasPci,
    assignsPci: hasPci || !isBefore(target, '11.9.0'),
    defaultUsb: defaultUsb(arch, machine, kind, target),
    defaultScsi: defaultScsi(arch, kind, target),
    sharesScsiModel: !isBefore(target, '11.4.0'),
    sortsControllers: !isBefore(target, '11.0.0'),
    addsPortForBridge: !isBefore(target, '11.4.0'),
    hasBalloon: isX86 || PCI_ARCHS.test(arch) || /^(riscv|mips)/.test(arch),
  }
})

function defaultMachine(arch: string, target: Target): string {
  const isVirt = /^(arm|aarch64|riscv)/.test(arch) && !isBefore(target, '9.3.0')
  return isVirt ? 'virt' : (DEFAULT_MACHINES.get(arch) ?? '')
}

function kindOf(arch: string, machine: string): Board['kind'] {
  if (/^(i686|x86_64)$/.test(arch)) {
    if (/^(q35$|pc-q35-)/.test(machine)) return 'q35'
    return /^(pc$|pc-0\.|pc-1\.|pc-i440fx-|rhel)/.test(machine) ? 'i440fx' : 'other'
  }
  if (/^(armv[67]l|aarch64|riscv(32|64)|loongarch64)$/.test(arch))
    return /^virt(-|$)/.test(machine) ? 'virt' : 'other'
  if (/^ppc64(le)?$/.test(arch)) return /^pseries(-|$)/.test(machine) ? 'pseries' : 'other'
  return /^s390/.test(arch) && machine.startsWith('s390-ccw') ? 's390-ccw' : 'other'
}

function rootOf(arch: string, machine: string, kind: Board['kind'], target: Target): Board['root'] {
  if (kind === 'q35' || kind === 'virt' || arch === 'loongarch64') return 'pcie-root'
  if (kind === 'i440fx') return 'pci-root'
  // On the machine versatilepb, libvirt before 11.0 adds the PCI root only for armv6l.
  if (machine === 'versatilepb')
    return arch === 'armv6l' || !isBefore(target, '11.0.0') ? 'pci-root' : undefined
  if (/^mips/.test(arch)) return machine === 'malta' ? 'pci-root' : undefined
  return PCI_ARCHS.test(arch) ? 'pci-root' : undefined
}

function defaultScsi(arch: string, kind: Board['kind'], target: Target): string {
  if (kind === 'pseries') return 'ibmvscsi'
  const isVirtio =
    /^(s390|loongarch64)/.test(arch) || (kind === 'virt' && !isBefore(target, '11.6.0'))
  return isVirtio ? 'virtio-scsi' : 'lsilogic'
}

// The architectures on which libvirt adds a PCI root to every machine.
const PCI_ARCHS = /^(ppc64|ppc64le|ppc|ppcemb|alpha|sh4|sh4eb|s390|s390x|sparc64)$/

function defaultUsb(
  arch: string,
  machine: string,
  kind: Board['kind'],
  target: Target,
): string | undefined {
  if (kind === 'q35' || /^ppc64/.test(arch)) return 'qemu-xhci'
  if (/^(i686|x86_64)$/.test(arch)) return machine === 'isapc' ? undefined : 'piix3-uhci'
  if (/^(arm|aarch64)/.test(arch)) {
    if (isBefore(target, '11.0.0')) return undefined
    if (machine === 'versatilepb') return 'pci-ohci'
    // libvirt before 11.9.0 adds a pci-ohci controller to the machine realview. The controller requires PCI, which this
    // machine does not have.
    return machine.startsWith('realview') && isBefore(target, '11.9.0') ? 'pci-ohci' : undefined
  }
  return /^(ppc|ppcemb|alpha|sh4|sh4eb|sparc64|mips.*)$/.test(arch) ? 'piix3-uhci' : undefined
}
