import { onOff } from '../core/codec.ts'
import { attribute, element, type Infer } from '../core/element.ts'
import { pciBus, pciDomain, pciFunction, pciSlot } from './address.ts'
import { pciFromText, pciToText } from './pci-text.ts'

/**
 * `<address>` of a PCI device on the host. It can be written as a text in the format of `lspci`, such as
 * `'0000:3b:00.0'`.
 */
export interface PciAddress extends Infer<typeof pciAddress> {}

export const pciAddress = element(
  'address',
  {
    /** The number of the PCI domain that the host device belongs to. Default: 0. */
    domain: attribute(pciDomain),
    /** The number of the host's PCI bus that the device is attached to. */
    bus: attribute(pciBus),
    /** The number of the host's PCI slot that contains the device. */
    slot: attribute(pciSlot),
    /** The number of the device's function in the host's PCI slot. */
    function: attribute(pciFunction),
    /** Whether several functions of the host's PCI slot are used. Since libvirt 0.9.7. */
    multifunction: attribute(onOff, { since: '0.9.7' }),
  },
  { expand: pciFromText, contract: pciToText, page: 'formatdomain.html#device-addresses' },
)
