import type { Fluent } from '../schema/core/element.ts'
import { type Address, address as addressElement } from '../schema/domain/address.ts'
import { pciFromText, pciToText } from '../schema/domain/pci-text.ts'
import type { Problem } from '../tree/node.ts'
import { Builder, derive, factory, invertible } from './builder.ts'

/** The builder for the `<address>` of a device on a PCI bus. Its methods set what the text of the address cannot. */
export interface PciAddressBuilder
  extends Pick<Fluent<typeof addressElement, PciAddressBuilder>, 'multifunction' | 'zpci'> {}
export class PciAddressBuilder extends Builder<Address> {}
derive(PciAddressBuilder, addressElement, [], ['multifunction', 'zpci'])

// A number that is spelled as libvirt writes it is read as a number, any other as its text.
const hex = (value: string | number | undefined, digits: number): string | undefined =>
  typeof value === 'number' ? value.toString(16).padStart(digits, '0') : value

/**
 * The address of a device on a PCI bus of the guest, in the format of `lspci`. Devices also take the text itself, such as
 * `.address('0000:06:00.0')`. Use `pciAddress` for
 * the first of several functions in a slot, with `.multifunction(true)`.
 *
 * @example
 * domain('fv0').q35().hostdev(pci('0000:0b:00.0').address(pciAddress('0000:06:00.0').multifunction(true)))
 * // <hostdev mode="subsystem" type="pci" managed="yes">
 * //   <source>
 * //     <address domain="0x0000" bus="0x0b" slot="0x00" function="0x0"/>
 * //   </source>
 * //   <address type="pci" domain="0x0000" bus="0x06" slot="0x00" function="0x0" multifunction="on"/>
 * // </hostdev>
 */
export const pciAddress = factory(
  PciAddressBuilder,
  addressElement,
  invertible(
    (text: string) => ({ type: 'pci', ...pciFromText(text) }),
    ({ type, domain, bus, slot, function: fn, ...others }: Address) => {
      // Without other fields, the text alone is shorter.
      if (type !== 'pci' || Object.keys(others).length === 0) return undefined
      const text = pciToText({
        domain: hex(domain, 4),
        bus: hex(bus, 2),
        slot: hex(slot, 2),
        function: hex(fn, 1),
      })
      return text === undefined ? undefined : [text]
    },
  ),
  (text): Problem | undefined =>
    pciFromText(text)
      ? undefined
      : {
          kind: 'value',
          message: `"${text}" is not a PCI address`,
          help: "write it as lspci does, as in pciAddress('0000:06:00.0')",
        },
)
