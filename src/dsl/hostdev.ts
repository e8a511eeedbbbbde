import type { Fluent } from '../schema/element.ts'
import { type Hostdev, hostdev, type UsbHostAddress } from '../schema/hostdev.ts'
import { Builder, derive, word } from './builder.ts'

/** Builds a `<hostdev>`: one method a field. */
export interface HostdevBuilder extends Fluent<typeof hostdev, HostdevBuilder> {}
export class HostdevBuilder extends Builder<Hostdev> {}
derive(HostdevBuilder, hostdev)

type Numeral = UsbHostAddress['bus']

/**
 * A USB device of the host, by vendor and product (`usb(0x1234, 0xbeef)`), or by where it is plugged in
 * (`usb({ bus: 1, device: 4 })`). Text keeps its spelling: `usb('0x1234', '0xbeef')`.
 *
 * @example
 * domain('fv0').hvm().hostdev(usb(0x1234, 0xbeef))
 * // <hostdev mode="subsystem" type="usb">
 * //   <source>
 * //     <vendor id="0x1234"/>
 * //     <product id="0xbeef"/>
 * //   </source>
 * // </hostdev>
 */
export const usb = word(
  HostdevBuilder,
  hostdev,
  (
    ...which: readonly [vendor: Numeral, product: Numeral] | readonly [address: UsbHostAddress]
  ) => ({
    mode: 'subsystem',
    type: 'usb',
    source: which.length === 1 ? { address: which[0] } : { vendor: which[0], product: which[1] },
  }),
)
