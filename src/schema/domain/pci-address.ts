import { onOff } from '../core/codec.ts'
import { attribute, element, type Infer } from '../core/element.ts'
import { pciBus, pciDomain, pciFunction, pciSlot } from './address.ts'
import { pciFromText, pciToText } from './pci-text.ts'

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
