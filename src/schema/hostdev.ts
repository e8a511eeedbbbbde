import { numeral, oneOf } from './codec.ts'
import { type Alias, alias } from './device.ts'
import { attribute, child, element, type Infer, required } from './element.ts'

/** `<vendor>` or `<product>` of a USB device. */
export interface UsbId extends Infer<typeof usbId> {}

export const usbId = element(
  'id',
  {
    /** The number that `lsusb` prints: decimal, hexadecimal after `0x` or octal after `0`; a spelling is kept. */
    id: required(attribute(numeral(0xffff, 4))),
  },
  { lead: 'id', page: 'formatdomain.html#usb-pci-scsi-devices' },
)

/** `<address>` of a USB device: where it is plugged in on the host. */
export interface UsbHostAddress extends Infer<typeof usbHostAddress> {}

export const usbHostAddress = element(
  'address',
  {
    /** The number of the host's USB bus. */
    bus: required(attribute(numeral(0xfff, 0))),
    /** The number of the device on that bus; it changes whenever the device is plugged in anew. */
    device: required(attribute(numeral(0xfff, 0))),
  },
  { page: 'formatdomain.html#usb-pci-scsi-devices' },
)

/** `<source>` of a host device: the device as the host sees it. */
export interface HostdevSource extends Infer<typeof hostdevSource> {}

export const hostdevSource = element(
  'source',
  {
    /** The vendor of the USB device, beside `product`. */
    vendor: child<UsbId>(usbId),
    /** The product number of the USB device, beside `vendor`. */
    product: child<UsbId>(usbId),
    /** Where the USB device is plugged in, instead of `vendor` and `product`. */
    address: child<UsbHostAddress>(usbHostAddress),
  },
  { page: 'formatdomain.html#usb-pci-scsi-devices' },
)

/** `<hostdev>`: a device of the host that is handed to the guest. */
export interface Hostdev extends Infer<typeof hostdev> {}

export const hostdev = element(
  'hostdev',
  {
    /** `subsystem`, for USB devices. Since libvirt 0.4.4. */
    mode: attribute(oneOf('subsystem'), { default: 'subsystem' }),
    /** What kind of device it is. */
    type: required(attribute(oneOf('usb'))),
    /** Which device it is. */
    source: required(child<HostdevSource>(hostdevSource)),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
  },
  { by: 'type', page: 'formatdomain.html#usb-pci-scsi-devices' },
)
