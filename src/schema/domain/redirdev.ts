import { type Codec, type HexLike, matching, oneOf, text, yesNo } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'
import { type Address, address } from './address.ts'
import { chardevType, hostEnd } from './chardev-source.ts'
import { type Alias, alias, type DeviceBoot, deviceBoot } from './device.ts'

/** `<redirdev>`: a USB port of the guest into which somebody far away plugs devices. */
export interface Redirdev extends Infer<typeof redirdev> {}

export const redirdev = element(
  'redirdev',
  {
    /** The bus; there is only `usb`. */
    bus: required(attribute(oneOf('usb'))),
    /** Where the devices come from: mostly the viewer of SPICE (`spicevmc`), or a server (`tcp`). */
    type: required(attribute(chardevType)),
    ...hostEnd,
    /** Its place in the boot order. Since libvirt 1.0.1. */
    boot: child<DeviceBoot>(deviceBoot, { since: '1.0.1' }),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** The USB port of the guest that it is; libvirt's choice where it is left out. */
    address: child<Address>(address),
  },
  { by: 'type', page: 'formatdomain.html#redirected-devices' },
)

// A number of the USB standard in hexadecimal, or -1 for any.
function idOrAny(digits: number): Codec<HexLike> {
  const shape = new RegExp(`^(?:-1|(?:0x)?[0-9a-fA-F]{1,${digits}})$`)
  return {
    expects: `a number of up to ${digits} hexadecimal digits, as "0x${'1234'.slice(0, digits)}", or -1 for any`,
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

/** `<usbdev>`: one rule of a filter. */
export interface RedirRule extends Infer<typeof redirRule> {}

const redirRule = element(
  'usbdev',
  {
    /** The class of the device, as 0x08 for storage; -1, or nothing, is any. */
    class: attribute(idOrAny(2)),
    /** The vendor; -1, or nothing, is any. */
    vendor: attribute(idOrAny(4)),
    /** The product; -1, or nothing, is any. */
    product: attribute(idOrAny(4)),
    /** The release of the device (not of the USB standard), as `'2.56'`; `'-1'`, or nothing, is any. */
    version: attribute(matching(/-1|\d{1,2}.\d{1,2}/, 'a version, as "2.56", or -1 for any')),
    /** Whether such a device may be plugged in. */
    allow: required(attribute(yesNo)),
  },
  { page: 'formatdomain.html#redirected-devices' },
)

/** `<redirfilter>`: which USB devices may be redirected; the first rule that fits decides. */
export interface Redirfilter extends Infer<typeof redirfilter> {}

export const redirfilter = element(
  'redirfilter',
  {
    /** The rules, in the order they are tried. */
    usbdev: many(child<RedirRule>(redirRule)),
  },
  { page: 'formatdomain.html#redirected-devices' },
)
