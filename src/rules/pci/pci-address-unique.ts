import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { addressesOf } from '../../check/facts/addresses.ts'
import { chipsetFunctions } from '../../check/facts/chipset.ts'
import { rule } from '../../check/rule.ts'
import type { Address } from '../../schema/domain/address.ts'

/** Two devices cannot have the same PCI address. */
export const pciAddressUnique = rule({
  code: 'VMC2309',
  slug: 'pci-address-unique',
  severity: 'error',
  title: 'two devices have the same PCI address',
  help: 'Each device needs its own PCI address, which consists of domain, bus, slot and function. The chipset uses some addresses itself, in slot 1 on an i440fx machine and in slot 1f on a q35 machine. Change the slot, or leave the address to libvirt.',
  for: 'all',
  source:
    'domain_addr.c: virDomainPCIAddressReserveAddrInternal; qemu_domain_address.c: qemuDomainValidateDevicePCISlotsPIIX3, qemuDomainValidateDevicePCISlotsQ35',
  on: 'devices',
  example: {
    xml: `<devices>
  <sound model="ich6"><address type="pci" domain="0" bus="0" slot="5" function="0"/></sound>
  <memballoon model="virtio"><address type="pci" domain="0" bus="0" slot="{5 -> 6}" function="0"/></memballoon>
</devices>`,
  },
  *check(_, { domain }) {
    const addresses = addressesOf(domain, 'pci')
    if (addresses.length === 0) return
    const chipset = chipsetFunctions(domain)
    for (const address of chipset.size === 0 ? [] : addresses) {
      const number = numberOf(address)
      const part = number === undefined ? undefined : chipset.get(number)
      if (part === undefined || part.device === address.parent) continue
      yield address.report(
        '.',
        `PCI address ${textOf(number!)} belongs to the ${part.name} of the chipset`,
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

// libvirt treats an address whose domain, bus and slot are 0 as not set, so the rule skips it.
function numberOf(address: Cursor<Address>): number | undefined {
  const domain = address.number('domain') ?? 0
  const bus = address.number('bus') ?? 0
  const slot = address.number('slot') ?? 0
  if (domain === 0 && bus === 0 && slot === 0) return undefined
  return ((domain * 256 + bus) * 32 + slot) * 8 + (address.number('function') ?? 0)
}

function textOf(address: number): string {
  const hex = (value: number, digits: number) =>
    Math.floor(value).toString(16).padStart(digits, '0')
  const [fn, slot, bus] = [address % 8, (address / 8) % 32, (address / 256) % 256]
  return `${hex(address / 65_536, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn}`
}
