import type { Definition, Device } from './device.ts'

/*
 * The kinds of PCI devices, as bits. A device needs a bus for its kind, and a bus accepts a set of kinds.
 */

/**
 * The kinds of PCI devices and other flags, as bits. A key that is the model of a PCI controller means controllers of this
 * model.
 */
export const CONNECT = {
  /** A conventional PCI device. */
  pci: 1,
  /** A PCI Express device. */
  pcie: 2,
  'pcie-root-port': 4,
  'pcie-switch-upstream-port': 8,
  'pcie-switch-downstream-port': 16,
  'dmi-to-pci-bridge': 32,
  'pci-expander-bus': 64,
  'pcie-expander-bus': 128,
  'pci-bridge': 256,
  'pcie-to-pci-bridge': 512,
  /** A mask of the bits above, which are the kinds of PCI devices. The bits below are other flags. */
  types: 1023,
  /** If a device has this bit, libvirt assigns the device an address only on a bus that also has the bit. */
  auto: 1024,
  /** The device must be on the root bus. */
  integrated: 2048,
  /** Up to eight devices that have this bit share a slot: each of them is one PCI function of the slot. */
  aggregate: 4096,
} as const

const PCI = CONNECT.pci | CONNECT.auto
const PCIE = CONNECT.pcie | CONNECT.auto

/** The bits of `CONNECT` that a device needs from a PCI bus, or 0 if the device is not a PCI device. */
export function connectOf(device: Device, definition: Definition): number {
  const kind = kindOf(device, definition)
  if (kind === 'controller') return pciController(device.model)
  if (kind === 'none') return 0
  const isExpress = definition.controllerIndex.find('pci', 0)?.model === 'pcie-root'
  const integrated = isIntegrated(device) ? CONNECT.integrated : 0
  return (kind === 'pci' || !isExpress ? PCI : PCIE) | integrated
}

const isIntegrated = ({ kind, model }: Device): boolean =>
  (kind === 'iommu' && model === 'virtio') || (kind === 'panic' && model === 'pvpanic')

/** The bits of `CONNECT` that a PCI controller needs from its parent bus, or 0 for a root controller. */
function pciController(model: string): number {
  if (model === 'pcie-root-port') return CONNECT['pcie-root-port'] | CONNECT.aggregate
  return /^pcie?-root$/.test(model) ? 0 : (CONNECT[model as keyof typeof CONNECT] ?? 0)
}

type PciKind = 'controller' | 'pci' | 'pcie' | 'none'

// A virtio-transitional device works only in conventional PCI slots.
const virtio = (model: string): PciKind => (model === 'virtio-transitional' ? 'pci' : 'pcie')

function kindOf(device: Device, { board, hostdevs }: Definition): PciKind {
  const { kind, type, bus, model } = device
  switch (kind) {
    case 'controller':
      return controllerKind(type, model)
    case 'filesystem':
      if (!/^(path|handle|virtiofs)$/.test(type)) return 'none'
      return type === 'virtiofs' ? 'pcie' : virtio(model)
    case 'interface':
      if (hostdevs.includes(device)) return 'pcie'
      if (model === 'usb-net') return 'none'
      // The NICs that are built into a board. Older libvirt releases give them PCI addresses on boards with PCI.
      if (!board.hasPci && /^(lan9118|smc91c111)$/.test(model)) return 'none'
      return CONVENTIONAL_NICS.has(model) ? 'pci' : 'pcie'
    case 'sound':
      if (model === 'virtio') return 'pcie'
      return /^(es1370|ac97|ich6|ich9)$/.test(model) ? 'pci' : 'none'
    case 'disk':
      return bus === 'virtio' ? virtio(model) : 'none'
    case 'hostdev':
      if (type === 'scsi_host') return virtio(model)
      return type === 'pci' || type === 'mdev' ? 'pcie' : 'none'
    case 'memballoon':
      return model === 'none' || model === 'xen' ? 'none' : virtio(model)
    case 'watchdog':
      return model === 'i6300esb' ? 'pci' : 'none'
    case 'video':
      if (model === 'virtio' || model === 'bochs') return 'pcie'
      return /^(none|ramfb|gop)$/.test(model) ? 'none' : 'pci'
    case 'rng':
    case 'vsock':
      return virtio(model)
    case 'input':
      return bus === 'virtio' ? virtio(model) : 'none'
    case 'serial':
      return type === 'pci-serial' ? 'pci' : 'none'
    case 'iommu':
      return model === 'virtio' ? 'pcie' : 'none'
    case 'memory':
      return model === 'virtio-pmem' || model === 'virtio-mem' ? 'pcie' : 'none'
    case 'panic':
      return model === 'pvpanic' ? 'pci' : 'none'
    case 'shmem':
    case 'crypto':
    case 'pstore':
      return 'pci'
    default:
      return 'none'
  }
}

function controllerKind(type: string, model: string): PciKind {
  switch (type) {
    case 'pci':
      return 'controller'
    case 'sata':
    case 'ide':
      return 'pci'
    case 'usb':
      if (/^(nec|qemu)-xhci$/.test(model)) return 'pcie'
      return model === 'none' ? 'none' : 'pci'
    case 'scsi':
      if (model === 'ncr53c90') return 'none'
      return /^virtio-(scsi|non-transitional)$/.test(model) ? 'pcie' : 'pci'
    case 'virtio-serial':
      return virtio(model)
    default:
      return 'none'
  }
}

/** The NIC models that libvirt treats as conventional PCI devices. libvirt treats an unknown model as PCI Express. */
const CONVENTIONAL_NICS = new Set([
  'virtio-transitional',
  'rtl8139',
  'e1000',
  'netfront',
  'spapr-vlan',
  'lan9118',
  'smc91c111',
  'scm91c111',
  'vlance',
  'vmxnet',
  'vmxnet2',
  'vmxnet3',
  'Am79C970A',
  'Am79C973',
  '82540EM',
  '82545EM',
  '82543GC',
])
