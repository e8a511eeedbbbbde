import { clashes } from '../../check/addresses/problems-of.ts'
import { rule } from '../../check/rule.ts'

/** Two devices cannot have the same PCI address. */
export const pciAddressUnique = rule({
  code: 'VMC2309',
  slug: 'pci-address-unique',
  severity: 'error',
  title: 'two devices have the same PCI address',
  help: 'Each device needs its own PCI address, which consists of domain, bus, slot and function. The chipset occupies addresses in slot 1 on an i440fx machine and in slot 1f on a q35 machine. libvirt also assigns addresses to devices that it adds. Change the slot, or leave the address to libvirt.',
  for: 'qemu',
  source:
    'domain_addr.c: virDomainPCIAddressReserveAddrInternal; qemu_domain_address.c: qemuDomainValidateDevicePCISlotsPIIX3, qemuDomainValidateDevicePCISlotsQ35',
  on: 'devices',
  example: {
    xml: `<devices>
  <sound model="ich6"><address type="pci" domain="0" bus="0" slot="5" function="0"/></sound>
  <memballoon model="virtio"><address type="pci" domain="0" bus="0" slot="{5 -> 6}" function="0"/></memballoon>
</devices>`,
  },
  *check(_, { domain, target }) {
    yield* clashes(domain, target, 'pci-taken', '.', 'PCI address ', HELP)
  },
})

const HELP = 'give each device its own slot, or leave the addresses to libvirt'
