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
        message: `PCI address ${textOf(address)} is that of the chipset`,
        ...place(address),
        help: 'use another slot, or leave the address to libvirt',
      }
    }
    for (const { here, first, key } of repeated(addresses(domain, 'pci'), textOf)) {
      yield {
        message: `two devices are at PCI address ${key}`,
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
function textOf(address: Here): string | undefined {
  const [domain = 0, bus = 0, slot = 0, fn = 0] = ['domain', 'bus', 'slot', 'function'].map(key =>
    numeric(address, key),
  )
  if (domain === 0 && bus === 0 && slot === 0 && fn === 0) return undefined
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
  return `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn}`
}
