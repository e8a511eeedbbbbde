import { anyOf, hexadecimal, matching, oneOf, onOff, perVariant, unsigned } from '../core/codec.ts'
import { attribute, child, element, type Infer, required, requiredIn } from '../core/element.ts'
import { digits } from '../core/limited-numbers.ts'
import { pciFromText, pciToText } from './pci-text.ts'

/** The attribute codec for the number of a PCI domain. libvirt writes the number with four hexadecimal digits. */
export const pciDomain = hexadecimal(0xffffffff, 8, { pad: 4 })
/** The attribute codec for the number of a PCI bus. */
export const pciBus = hexadecimal(0xff, 2, { hasOptionalPrefix: false })
/** The attribute codec for the number of a slot on a PCI bus. */
export const pciSlot = hexadecimal(0x1f, 2)
/** The attribute codec for the number of a function in a PCI slot. */
export const pciFunction = hexadecimal(7, 1)
/** The attribute codec for the number of a USB bus, or of a device on a USB bus. */
const usbNumber = matching(/(0x)?[0-9a-fA-F]{1,3}/, 'a number of up to three digits')
/**
 * The attribute codec for the port of a USB device. In a port such as `1.2`, 1 is the port to which a hub is connected,
 * and 2 is the port of the hub.
 */
export const usbPort = matching(
  /((0x)?[0-9a-fA-F]{1,3}\.){0,3}(0x)?[0-9a-fA-F]{1,3}/,
  'a USB port such as "1", or "1.2" behind a hub',
)

/** `<zpci>`: the identifiers that a PCI device has in an s390 guest. */
export interface Zpci extends Infer<typeof zpci> {}

const zpci = element(
  'zpci',
  {
    /** The user-defined identifier (UID) of the PCI device on s390, unique in the guest. Since libvirt 5.4.0. */
    uid: attribute(hexadecimal(0xffff, 4), { since: '5.4.0' }),
    /** The function identifier (FID) of the PCI device on s390, unique in the guest. Since libvirt 5.4.0. */
    fid: attribute(hexadecimal(0xffffffff, 8), { since: '5.4.0' }),
  },
  { page: 'formatdomain.html#device-addresses' },
)

/**
 * `<address>` of a device: the location of the device on a bus of the guest. If omitted, libvirt assigns an address. A
 * PCI address can be written as a text in the format of `lspci`, such as `'0000:06:00.0'`.
 */
export interface Address extends Infer<typeof address> {}

export const address = element(
  'address',
  {
    /**
     * The type of the device's address. It is usually the kind of bus that the device is attached to, such as `pci` or
     * `usb`.
     */
    type: required(
      attribute(
        oneOf('pci drive virtio-serial ccid usb spapr-vio ccw isa virtio-mmio dimm unassigned'),
      ),
    ),
    /** The PCI domain that the device belongs to, as a number. QEMU supports only domain 0. */
    domain: attribute(pciDomain, { in: ['pci'] }),
    /** The index of the controller that the device is attached to. */
    controller: requiredIn(
      ['virtio-serial', 'ccid'],
      attribute(digits(2), { in: ['drive', 'virtio-serial', 'ccid'] }),
    ),
    /** The number of the bus that the device is attached to, such as a SCSI, PCI or USB bus. */
    bus: requiredIn(
      ['usb'],
      attribute(
        perVariant({ drive: digits(2), 'virtio-serial': digits(2), usb: usbNumber, pci: pciBus }),
        { in: ['pci', 'drive', 'virtio-serial', 'usb'] },
      ),
    ),
    /** The target number of the device on the bus of a SCSI controller. */
    target: attribute(digits(2), { in: ['drive'] }),
    /** The unit number of the device on the bus of a disk controller. */
    unit: attribute(digits(5), { in: ['drive'] }),
    /**
     * The number of the PCI or CCID slot that the device occupies. For a memory device, it is the number of the DIMM
     * slot.
     */
    slot: attribute(perVariant({ ccid: digits(2), dimm: unsigned, pci: pciSlot }), {
      in: ['pci', 'ccid', 'dimm'],
    }),
    /** The number of the device's function in the PCI slot. Default: 0. */
    function: attribute(pciFunction, { in: ['pci'] }),
    /**
     * The port that the device is attached to: the port number on a virtio-serial controller, or the USB port. The USB
     * port `1.2` is port 2 of a hub at port 1.
     */
    port: attribute(perVariant({ 'virtio-serial': digits(2), usb: usbPort }), {
      in: ['virtio-serial', 'usb'],
    }),
    /** The register number of an sPAPR virtual I/O device. */
    reg: attribute(hexadecimal(0xffffffff, 8, { decimal: false }), { in: ['spapr-vio'] }),
    /** The channel subsystem identifier of an s390 device. Virtio devices use 0xfe. Requires `ssid` and `devno`. */
    cssid: attribute(
      anyOf(
        matching(/0x[0-9a-eA-E][0-9a-fA-F]?|0x[fF][0-9a-eA-E]?/, 'a number up to 0xfe'),
        hexadecimal(254, 2, { hasOptionalPrefix: false }),
      ),
      { in: ['ccw'] },
    ),
    /** The subchannel set identifier of an s390 device, from 0 to 3. Requires `cssid` and `devno`. */
    ssid: attribute(hexadecimal(3, 1, { decimal: false }), { in: ['ccw'] }),
    /** The number of an s390 device in its subchannel set. Requires `cssid` and `ssid`. */
    devno: attribute(hexadecimal(0xffff, 4, { hasOptionalPrefix: false }), { in: ['ccw'] }),
    /** The I/O port of an ISA device. */
    iobase: attribute(
      hexadecimal(0xffff, 4, { hasOptionalPrefix: false, decimal: false, pad: 1 }),
      {
        in: ['isa'],
      },
    ),
    /** The interrupt line of an ISA device. */
    irq: attribute(hexadecimal(0xf, 1, { hasOptionalPrefix: false, decimal: false }), {
      in: ['isa'],
    }),
    /** The guest physical address at which the memory of the DIMM starts, in hexadecimal. */
    base: attribute(matching(/(0x)?[0-9a-f]+/, 'a hexadecimal number such as "0x100000000"'), {
      in: ['dimm'],
    }),
    /**
     * Whether the PCI slot of the device also contains other functions. Set this to `on` for the device that is
     * function 0 of the slot. Since libvirt 0.9.7.
     */
    multifunction: attribute(onOff, { in: ['pci'], since: '0.9.7' }),
    /** The s390 identifiers of the PCI device. Since libvirt 5.4.0. */
    zpci: child<Zpci>(zpci, { in: ['pci'], since: '5.4.0' }),
  },
  {
    expand: (text: string) => {
      const pci = pciFromText(text)
      return pci && { type: 'pci', ...pci }
    },
    contract: pciToText,
    variantBy: 'type',
    allOrNone: [['cssid', 'ssid', 'devno']],
    // Whether libvirt may have assigned this address. libvirt always writes the slot of a PCI address, so a PCI address
    // without a slot was written by a user who chose only the bus. Only users write addresses of the types `isa` and
    // `unassigned`.
    assigned: ({ type, slot }) =>
      type === 'pci' ? slot !== undefined : type !== 'isa' && type !== 'unassigned',
    page: 'formatdomain.html#device-addresses',
  },
)
