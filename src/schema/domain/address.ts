import {
  anyOf,
  digits,
  hexadecimal,
  inVariant,
  matching,
  oneOf,
  onOff,
  unsigned,
} from '../core/codec.ts'
import { attribute, child, element, type Infer, required, requiredIn } from '../core/element.ts'

/** The number of a PCI domain, of four hexadecimal digits as libvirt writes it. */
export const pciDomain = hexadecimal(0xffffffff, 8, { pad: 4 })
/** The number of a PCI bus. */
export const pciBus = hexadecimal(0xff, 2, { bare: false })
/** The number of a slot on a PCI bus. */
export const pciSlot = hexadecimal(0x1f, 2)
/** The number of a function in a PCI slot. */
export const pciFunction = hexadecimal(7, 1)
/** The number of a USB bus, or of a device on it. */
const usbNumber = matching(/(0x)?[0-9a-fA-F]{1,3}/, 'a number of up to three digits')
/** The port of a USB device, through hubs where there are dots. */
export const usbPort = matching(
  /((0x)?[0-9a-fA-F]{1,3}\.){0,3}(0x)?[0-9a-fA-F]{1,3}/,
  'a USB port, as "1" or, behind a hub, "1.2"',
)

/** `<zpci>`: how s390 numbers a PCI device. */
export interface Zpci extends Infer<typeof zpci> {}

const zpci = element(
  'zpci',
  {
    /** The user-defined identifier, unique in the guest. Since libvirt 5.4.0. */
    uid: attribute(hexadecimal(0xffff, 4), { since: '5.4.0' }),
    /** The function identifier, unique in the guest. Since libvirt 5.4.0. */
    fid: attribute(hexadecimal(0xffffffff, 8), { since: '5.4.0' }),
  },
  { page: 'formatdomain.html#device-addresses' },
)

/** `<address>` of a device: where the guest sees it. libvirt assigns one where it is left out. */
export interface Address extends Infer<typeof address> {}

export const address = element(
  'address',
  {
    /** The kind of bus. */
    type: required(
      attribute(
        oneOf('pci drive virtio-serial ccid usb spapr-vio ccw isa virtio-mmio dimm unassigned'),
      ),
    ),
    /** The PCI domain; QEMU has only 0. */
    domain: attribute(pciDomain, { in: ['pci'] }),
    /** The index of the controller the device is attached to. */
    controller: requiredIn(
      ['virtio-serial', 'ccid'],
      attribute(digits(2), { in: ['drive', 'virtio-serial', 'ccid'] }),
    ),
    /** The bus of the controller, or of the PCI topology, or the USB bus. */
    bus: requiredIn(
      ['usb'],
      attribute(
        inVariant({ drive: digits(2), 'virtio-serial': digits(2), usb: usbNumber, pci: pciBus }),
        { in: ['pci', 'drive', 'virtio-serial', 'usb'] },
      ),
    ),
    /** The target on the bus of a SCSI controller. */
    target: attribute(digits(2), { in: ['drive'] }),
    /** The unit on the bus of a disk controller. */
    unit: attribute(digits(5), { in: ['drive'] }),
    /** The slot on the bus, or of memory the DIMM slot. */
    slot: attribute(inVariant({ ccid: digits(2), dimm: unsigned, pci: pciSlot }), {
      in: ['pci', 'ccid', 'dimm'],
    }),
    /** The function in the slot: 0 where it is left out. */
    function: attribute(pciFunction, { in: ['pci'] }),
    /** The port, of a serial controller or of USB. */
    port: attribute(inVariant({ 'virtio-serial': digits(2), usb: usbPort }), {
      in: ['virtio-serial', 'usb'],
    }),
    /** The register of a sPAPR virtual I/O device. */
    reg: attribute(hexadecimal(0xffffffff, 8, { decimal: false }), { in: ['spapr-vio'] }),
    /** The channel subsystem; virtio devices are in 0xfe. Goes with `ssid` and `devno`. */
    cssid: attribute(
      anyOf(
        matching(/0x[0-9a-eA-E][0-9a-fA-F]?|0x[fF][0-9a-eA-E]?/, 'a number up to 0xfe'),
        hexadecimal(254, 2, { bare: false }),
      ),
      { in: ['ccw'] },
    ),
    /** The subchannel set, from 0 to 3. */
    ssid: attribute(hexadecimal(3, 1, { decimal: false }), { in: ['ccw'] }),
    /** The number of the device. */
    devno: attribute(hexadecimal(0xffff, 4, { bare: false }), { in: ['ccw'] }),
    /** The I/O port of an ISA device. */
    iobase: attribute(hexadecimal(0xffff, 4, { bare: false, decimal: false, pad: 1 }), {
      in: ['isa'],
    }),
    /** The interrupt line of an ISA device. */
    irq: attribute(hexadecimal(0xf, 1, { bare: false, decimal: false }), { in: ['isa'] }),
    /** Where in the guest's memory a DIMM begins. */
    base: attribute(matching(/(0x)?[0-9a-f]+/, 'a hexadecimal number, as "0x100000000"'), {
      in: ['dimm'],
    }),
    /** Whether other functions of the slot are in use; set it on function 0. Since libvirt 0.9.7. */
    multifunction: attribute(onOff, { in: ['pci'], since: '0.9.7' }),
    /** How s390 numbers the device. Since libvirt 5.4.0. */
    zpci: child<Zpci>(zpci, { in: ['pci'], since: '5.4.0' }),
  },
  {
    by: 'type',
    together: [['cssid', 'ssid', 'devno']],
    // Of PCI, only what is more than a wish for that bus; an address of ISA, and none at all, are chosen by hand.
    assigned: ({ type, slot }) =>
      type === 'pci' ? slot !== undefined : type !== 'isa' && type !== 'unassigned',
    page: 'formatdomain.html#device-addresses',
  },
)
