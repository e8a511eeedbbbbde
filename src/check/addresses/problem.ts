import type { ControllerDevice, Device } from './device.ts'

/** Why libvirt refuses the addresses of a domain. Each kind is reported by one rule. */
export type Problem =
  /** Two devices have the same address. `holder` has it already: a device, or the name of a part of the chipset. */
  | {
      readonly kind:
        | 'pci-taken'
        | 'usb-taken'
        | 'ccw-taken'
        | 'spapr-vio-taken'
        | 'virtio-serial-taken'
      readonly device: Device
      readonly holder: Device | string
      /** The address, as messages show it. */
      readonly address: string
    }
  /** A device has a PCI address whose bus does not exist, or the domain has no PCI bus at all. */
  | { readonly kind: 'pci-no-bus'; readonly device: Device }
  /** A device has a PCI address in another PCI domain than 0. */
  | { readonly kind: 'pci-domain'; readonly device: Device }
  /** The bus of a PCI address does not accept the device. */
  | {
      readonly kind: 'pci-unfit'
      readonly device: Device
      readonly bus: number
      readonly model: string
      /** What the device needs from the bus. */
      readonly connect: number
    }
  /** The bus of a PCI address has no such slot. */
  | {
      readonly kind: 'pci-slot'
      readonly device: Device
      readonly bus: number
      readonly model: string
      readonly first: number
      readonly last: number
    }
  /** A device of the chipset has an address other than its own. */
  | { readonly kind: 'pci-chipset'; readonly device: Device; readonly expected: string }
  /** All PCI slots for a device are taken, and libvirt cannot add one. */
  | { readonly kind: 'pci-full'; readonly device: Device; readonly connect: number }
  /** A bridge is on a bus whose index is not lower than its own. */
  | { readonly kind: 'pci-order'; readonly device: Device; readonly bus: number }
  /** Two PCI devices of an s390 guest have the same identifier. */
  | {
      readonly kind: 'zpci-taken'
      readonly device: Device
      readonly holder: Device
      readonly key: 'uid' | 'fid'
      readonly id: number
    }
  /** A virtio-serial controller does not have the port of an address. */
  | {
      readonly kind: 'virtio-serial-port'
      readonly device: Device
      readonly controller: ControllerDevice
      readonly ports: number
    }
  /** A virtio-serial controller has no free port. */
  | { readonly kind: 'virtio-serial-full'; readonly device: Device; readonly controller: number }
  /** A USB address on a controller that does not exist. */
  | { readonly kind: 'usb-no-bus'; readonly device: Device; readonly bus: number }
  /** A USB port that the controller or hub does not have. */
  | {
      readonly kind: 'usb-port'
      readonly device: Device
      readonly port: string
      readonly ports: number
      readonly isHub: boolean
    }
  /** A USB port behind a hub that does not exist. */
  | {
      readonly kind: 'usb-no-hub'
      readonly device: Device
      readonly port: string
      readonly hub: string
      readonly bus: number
    }
  /** All USB ports are taken. */
  | { readonly kind: 'usb-full'; readonly device: Device }
  /** A USB device in a domain without a USB controller. */
  | { readonly kind: 'usb-none'; readonly device: Device }
  /** All memory slots are taken. */
  | { readonly kind: 'dimm-full'; readonly device: Device }

/** Receives the problems. */
export type ReportProblem = (problem: Problem) => void
