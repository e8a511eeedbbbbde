import { clashes } from '../../check/addresses/problems-of.ts'
import { rule } from '../../check/rule.ts'

/** Two devices cannot have the same PCI address. */
export const pciAddressUnique = rule({
  code: 'VMC2309',
  slug: 'pci-address-unique',
  severity: 'error',
  title: 'two devices have the same PCI address',
  help: 'Each device needs its own PCI address, which consists of domain, bus, slot and function. Built-in devices of the chipset occupy addresses in slot 1 on i440fx, and in slot 1f on q35. Devices that libvirt adds also occupy addresses. Change the slot, or remove the address: libvirt then assigns a free one.',
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
