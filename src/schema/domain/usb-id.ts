import type { Codec, NumberLike } from '../core/codec.ts'
import { attribute, element, type Infer, required } from '../core/element.ts'

// Makes a codec for a number of a USB device. If a program passes a number, the codec writes it in hexadecimal with `pad`
// digits or, without `pad`, in decimal.
function usbNumeral(digits: number, pad?: number): Codec<NumberLike> {
  const shape = new RegExp(`^(?:0x)?[0-9a-fA-F]{1,${digits}}$`)
  return {
    expects: `a number of up to ${digits} digits: decimal, hexadecimal after 0x, or octal after 0`,
    test: candidate => shape.test(candidate),
    parse: candidate => Number(candidate),
    print: value => {
      if (typeof value === 'string') return value
      if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
      return pad && Number.isInteger(value) && value >= 0
        ? `0x${value.toString(16).padStart(pad, '0')}`
        : String(value)
    },
  }
}

/** A codec for the number of a USB bus on the host, or for the number of a device on a USB bus. */
export const usbHostNumber = usbNumeral(3)

/** `<vendor>` or `<product>` of a USB device: the numeric ID of the vendor or product. */
export interface UsbId extends Infer<typeof usbId> {}

export const usbId = element(
  'id',
  {
    /**
     * The USB ID of the vendor or product, as `lsusb` prints it. It is hexadecimal with the prefix `0x`, octal with the
     * prefix `0`, and otherwise decimal.
     */
    id: required(attribute(usbNumeral(4, 4))),
  },
  { lead: 'id', page: 'formatdomain.html#usb-pci-scsi-devices' },
)
