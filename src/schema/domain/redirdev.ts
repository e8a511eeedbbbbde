import { type Codec, type HexLike, matching, oneOf, text, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { chardevType, hostEnd } from './chardev-source.ts'
import { type Alias, alias, type DeviceBoot, deviceBoot } from './device.ts'

/** `<redirdev>`: a USB port of the guest to which remote USB devices are redirected. */
export interface Redirdev extends Infer<typeof redirdev> {}

export const redirdev = element(
  'redirdev',
  {
    /** The bus of the redirected device. Only `usb` is supported. */
    bus: required(attribute(oneOf('usb'))),
    /** Where the redirected USB device comes from: usually the SPICE viewer (`spicevmc`), or a server (`tcp`). */
    type: required(attribute(chardevType)),
    ...hostEnd,
    /** The position of the redirected device in the boot order. Since libvirt 1.0.1. */
    boot: child<DeviceBoot>(deviceBoot, { since: '1.0.1' }),
    /** The name that libvirt and QEMU use for the redirected device. */
    alias: child<Alias>(alias),
    /** The USB port of the guest to which the redirected device is attached. If omitted, libvirt assigns a port. */
    address: child<Address>(address),
  },
  { variantBy: 'type', page: 'formatdomain.html#redirected-devices' },
)

// Makes a codec for a USB ID in hexadecimal. -1 means any ID.
function idOrAny(digits: number): Codec<HexLike> {
  const shape = new RegExp(`^(?:-1|(?:0x)?[0-9a-fA-F]{1,${digits}})$`)
  return {
    expects: `a number of up to ${digits} hexadecimal digits, such as "0x${'1234'.slice(0, digits)}", or -1 for any`,
    test: candidate => shape.test(candidate),
    parse: candidate => (/^(?:-1$|0x)/.test(candidate) ? Number(candidate) : candidate),
    print: value =>
      typeof value === 'number' && Number.isInteger(value) && value >= 0
        ? `0x${value.toString(16).padStart(digits, '0')}`
        : value === -1
          ? '-1'
          : text.print(value),
  }
}

/** `<usbdev>` in `<redirfilter>`: a rule that allows or forbids the redirection of some USB devices. */
export interface RedirRule extends Infer<typeof redirRule> {}

const redirRule = element(
  'usbdev',
  {
    /** The class of the USB devices that the rule matches, such as 0x08 for storage. Default: -1, any class. */
    class: attribute(idOrAny(2)),
    /** The vendor ID of the USB devices that the rule matches. Default: -1, any vendor. */
    vendor: attribute(idOrAny(4)),
    /** The product ID of the USB devices that the rule matches. Default: -1, any product. */
    product: attribute(idOrAny(4)),
    /**
     * The release number of the USB devices that the rule matches, such as `'2.56'`. It is not the version of the USB
     * standard. Default: `'-1'`, any release number.
     */
    version: attribute(matching(/-1|\d{1,2}.\d{1,2}/, 'a version, such as "2.56", or -1 for any')),
    /** Whether USB devices that match the rule can be redirected. */
    allow: required(attribute(yesNo)),
  },
  { page: 'formatdomain.html#redirected-devices' },
)

/**
 * `<redirfilter>`: the USB devices that can be redirected to the guest. The first rule that matches a device applies.
 */
export interface Redirfilter extends Infer<typeof redirfilter> {}

export const redirfilter = element(
  'redirfilter',
  {
    /** The rules of the filter for redirected USB devices, in the order in which they are tried. */
    usbdev: many(child<RedirRule>(redirRule)),
  },
  { page: 'formatdomain.html#redirected-devices' },
)
