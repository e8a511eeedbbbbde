import { onOff } from '../core/codec.ts'
import { attribute, element, type Infer } from '../core/element.ts'
import { pciBus, pciDomain, pciFunction, pciSlot } from './address.ts'
import { pciFromText, pciToText } from './pci-text.ts'

/** `<address>` of a PCI device on the host. As text: an address in the format of `lspci`, such as `'0000:3b:00.0'`. */
export interface PciAddress extends Infer<typeof pciAddress> {}

export const pciAddress = element(
  'address',
  {
    /** The PCI domain. Default: 0. */
    domain: attribute(pciDomain),
    /** The PCI bus. */
    bus: attribute(pciBus),
    /** The slot on the bus. */
    slot: attribute(pciSlot),
    /** The function in the slot. */
    function: attribute(pciFunction),
    /** Whether the slot has several functions in use. Since libvirt 0.9.7. */
    multifunction: attribute(onOff, { since: '0.9.7' }),
  },
  { expand: pciFromText, contract: pciToText, page: 'formatdomain.html#device-addresses' },
)
