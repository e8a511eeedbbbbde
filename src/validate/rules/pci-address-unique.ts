import { addresses } from '../addresses.ts'
import type { Here } from '../here.ts'
import { also, numeric, place, repeated } from '../look.ts'
import { isI440fx } from '../machine.ts'
import type { Rule } from './rule.ts'

/** Two devices of the guest cannot be at one PCI address. */
export const pciAddressUnique: Rule = {
  code: 'VMC2309',
  slug: 'pci-address-unique',
  severity: 'error',
  title: 'PCI address of another device',
  help: 'Domain, bus, slot and function stand together at one device alone; slot 1 of an i440fx machine is the chipset.',
  about: ['devices/*/address/slot', 'devices/*/address/bus', 'devices/*/address/function'],
  wrong: {
    xml: `<devices>
  <sound model="ich6"><address type="pci" domain="0" bus="0" slot="5" function="0"/></sound>
  <memballoon model="virtio"><address type="pci" domain="0" bus="0" slot="5" function="0"/></memballoon>
</devices>`,
  },
  right: {
    xml: `<devices>
  <sound model="ich6"><address type="pci" domain="0" bus="0" slot="5" function="0"/></sound>
  <memballoon model="virtio"><address type="pci" domain="0" bus="0" slot="6" function="0"/></memballoon>
</devices>`,
  },
  *check(domain) {
    // The parts of the chipset of old PCs are functions of slot 1.
    const chipset = isI440fx(domain) ? addresses(domain, 'pci').filter(isInSlot1) : []
    for (const address of chipset) {
      if (address.up?.name === 'controller') continue
      yield {
        message: `PCI address ${textOf(numberOf(address) ?? 0)} is that of the chipset`,
        ...place(address),
        help: 'use another slot, or leave the address to libvirt',
      }
    }
    for (const { here, first, key } of repeated(addresses(domain, 'pci'), numberOf)) {
      yield {
        message: `two devices are at PCI address ${textOf(key)}`,
        ...place(here),
        help: 'give each a slot of its own, or leave the addresses to libvirt',
        related: [also('the other is here', first)],
      }
    }
  },
}

const isInSlot1 = (address: Here): boolean =>
  numeric(address, 'slot') === 1 && [0, undefined].includes(numeric(address, 'bus'))

// An address of zeros, or without a slot, is none: libvirt chooses.
function numberOf(address: Here): number | undefined {
  const domain = numeric(address, 'domain') ?? 0
  const bus = numeric(address, 'bus') ?? 0
  const slot = numeric(address, 'slot') ?? 0
  return ((domain * 256 + bus) * 32 + slot) * 8 + (numeric(address, 'function') ?? 0) || undefined
}

function textOf(address: number): string {
  const hex = (value: number, digits: number) =>
    Math.floor(value).toString(16).padStart(digits, '0')
  const [fn, slot, bus] = [address % 8, (address / 8) % 32, (address / 256) % 256]
  return `${hex(address / 65_536, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn}`
}
