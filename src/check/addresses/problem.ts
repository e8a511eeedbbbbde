import type { ControllerDevice, Device } from './device.ts'

/** A reason why libvirt refuses the addresses of a domain. Each kind of problem is reported by one rule. */
export type Problem =
  /** Two devices have the same address. `holder` is the first device, or the name of a chipset device. */
  | {
      readonly kind:
        | 'pci-taken'
        | 'usb-taken'
        | 'ccw-taken'
        | 'spapr-vio-taken'
        | 'virtio-serial-taken'
      readonly device: Device
      readonly holder: Device | string
      /** The address in the form that messages show. */
      readonly address: string
    }
  /** A device has a PCI address whose bus does not exist, or the domain has no PCI bus at all. */
  | { readonly kind: 'pci-no-bus'; readonly device: Device }
  /** A device has a PCI address in a PCI domain other than 0. */
  | { readonly kind: 'pci-domain'; readonly device: Device }
  /** The bus of a PCI address does not accept the device. */
  | {
      readonly kind: 'pci-unfit'
      readonly device: Device
      readonly bus: number
      readonly model: string
      /** The bits of `CONNECT` that the device needs from the bus. */
      readonly connect: number
    }
  /** A PCI address has a slot that does not exist on the bus. */
  | {
      readonly kind: 'pci-slot'
      readonly device: Device
      readonly bus: number
      readonly model: string
      readonly first: number
      readonly last: number
    }
  /** A chipset device has an address other than its fixed address. */
  | { readonly kind: 'pci-chipset'; readonly device: Device; readonly expected: string }
  /** All PCI slots for a device are used, and libvirt cannot add a slot. */
  | { readonly kind: 'pci-full'; readonly device: Device; readonly connect: number }
  /** A pSeries guest needs more PCI host bridges than it can have. */
  | { readonly kind: 'phb-full'; readonly device: Device; readonly bridges: number }
  /** A bridge is on a bus whose index is not lower than the index of the bridge. */
  | { readonly kind: 'pci-order'; readonly device: Device; readonly bus: number }
  /** Two PCI devices of an s390 guest have the same zPCI identifier. */
  | {
      readonly kind: 'zpci-taken'
      readonly device: Device
      readonly holder: Device
      readonly key: 'uid' | 'fid'
      readonly id: number
    }
  /** A virtio-serial address has a port that does not exist on the controller. */
  | {
      readonly kind: 'virtio-serial-port'
      readonly device: Device
      readonly controller: ControllerDevice
      readonly ports: number
    }
  /** A virtio-serial controller has no free port. */
  | { readonly kind: 'virtio-serial-full'; readonly device: Device; readonly controller: number }
  /** The controller of a USB address does not exist. */
  | { readonly kind: 'usb-no-bus'; readonly device: Device; readonly bus: number }
  /** A USB address has a port that its controller or hub does not have. */
  | {
      readonly kind: 'usb-port'
      readonly device: Device
      readonly port: string
      readonly ports: number
      readonly isHub: boolean
    }
  /** A USB address leads through a hub that does not exist. */
  | {
      readonly kind: 'usb-no-hub'
      readonly device: Device
      readonly port: string
      readonly hub: string
      readonly bus: number
    }
  /** No USB port is free for a device. */
  | { readonly kind: 'usb-full'; readonly device: Device }
  /** The domain has a USB device but no USB controller. */
  | { readonly kind: 'usb-none'; readonly device: Device }
  /** No memory slot is free for a memory module. */
  | { readonly kind: 'dimm-full'; readonly device: Device }

/** A function that is called for each problem with the addresses. */
export type ReportProblem = (problem: Problem) => void
