import { onOff } from '../core/codec.ts'
import { attribute, element, type Infer } from '../core/element.ts'
import { pciBus, pciDomain, pciFunction, pciSlot } from './address.ts'

/** Parses a PCI address in the format of `lspci`, such as `0000:3b:00.1`, into its fields. The domain is optional. */
export function pciFromText(text: string): Record<string, unknown> | undefined {
  const parts = /^(?:([\da-f]{4,8}):)?([\da-f]{2}):([01][\da-f])\.([0-7])$/i.exec(text)
  if (!parts) return undefined
  const [, domain = '0000', bus, slot, fn] = parts
  return { domain: `0x${domain}`, bus: `0x${bus}`, slot: `0x${slot}`, function: `0x${fn}` }
}

/** Prints the fields of a PCI address in the format of `lspci`. */
export function pciToText({
  domain,
  bus,
  slot,
  function: fn,
}: Readonly<Record<string, string | undefined>>): string | undefined {
  const parts = [domain, bus, slot, fn].map(part => part?.replace(/^0x/, ''))
  return parts.includes(undefined) ? undefined : `${parts.slice(0, 3).join(':')}.${parts[3]}`
}

/**
 * `<address>`: the address of a PCI device on the host. It can be written as a text in the format of `lspci`, such as
 * `'0000:3b:00.0'`.
 */
export interface PciAddress extends Infer<typeof pciAddress> {}

export const pciAddress = element(
  'address',
  {
    /** The number of the PCI domain. Default: 0. */
    domain: attribute(pciDomain),
    /** The number of the PCI bus. */
    bus: attribute(pciBus),
    /** The number of the slot on the PCI bus. */
    slot: attribute(pciSlot),
    /** The number of the function in the PCI slot. */
    function: attribute(pciFunction),
    /** Whether several functions of the PCI slot are used. Since libvirt 0.9.7. */
    multifunction: attribute(onOff, { since: '0.9.7' }),
  },
  { expand: pciFromText, contract: pciToText, page: 'formatdomain.html#device-addresses' },
)
