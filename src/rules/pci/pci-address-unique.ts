import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { addressesOf } from '../../check/facts/addresses.ts'
import { isI440fx } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import type { Address } from '../../schema/domain/address.ts'

/** Each device has its own PCI address. */
export const pciAddressUnique = rule({
  code: 'VMC2309',
  slug: 'pci-address-unique',
  severity: 'error',
  title: 'two devices have the same PCI address',
  help: 'A PCI address is a domain, bus, slot and function; each device needs its own. Slot 1 of an i440fx machine belongs to the chipset.',
  for: 'all',
  source:
    'domain_addr.c: virDomainPCIAddressReserveAddrInternal; qemu_domain_address.c: qemuDomainValidateDevicePCISlotsPIIX3',
  on: 'devices',
  example: {
    xml: `<devices>
  <sound model="ich6"><address type="pci" domain="0" bus="0" slot="5" function="0"/></sound>
  <memballoon model="virtio"><address type="pci" domain="0" bus="0" slot="{5 -> 6}" function="0"/></memballoon>
</devices>`,
  },
  *check(_, { domain }) {
    const addresses = addressesOf(domain, 'pci')
    for (const address of isI440fx(domain) ? addresses.filter(isInSlot1) : []) {
      // The functions of slot 1 are the controllers of the chipset.
      if (address.parent?.key === 'controller') continue
      yield address.report(
        '.',
        `PCI address ${textOf(numberOf(address) ?? 0)} belongs to the chipset`,
        'use another slot, or leave the address to libvirt',
      )
    }
    for (const { element, first, key } of duplicates(addresses, numberOf)) {
      yield element.report(
        '.',
        `two devices have the PCI address ${textOf(key)}`,
        'give each device its own slot, or leave the addresses to libvirt',
        { related: [first.related('.', 'first used here')] },
      )
    }
  },
})

const isInSlot1 = (address: Cursor<Address>): boolean =>
  address.number('slot') === 1 && (address.number('bus') ?? 0) === 0

// An address of zeros is left to libvirt.
function numberOf(address: Cursor<Address>): number | undefined {
  const domain = address.number('domain') ?? 0
  const bus = address.number('bus') ?? 0
  const slot = address.number('slot') ?? 0
  return ((domain * 256 + bus) * 32 + slot) * 8 + (address.number('function') ?? 0) || undefined
}

function textOf(address: number): string {
  const hex = (value: number, digits: number) =>
    Math.floor(value).toString(16).padStart(digits, '0')
  const [fn, slot, bus] = [address % 8, (address / 8) % 32, (address / 256) % 256]
  return `${hex(address / 65_536, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn}`
}
