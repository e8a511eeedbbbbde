import { lookup } from '../../schema/lookup.ts'
import { down, numeric, place } from '../look.ts'
import { busesOf, controllersOf, placedOf, SLOTS, takersOf } from '../pci.ts'
import { QEMU, type Rule } from './rule.ts'

/** A PCI device is plugged into a slot that is there, and that takes what it is. */
export const pciSlot: Rule = {
  code: 'VMC2313',
  slug: 'pci-slot',
  severity: 'error',
  title: 'PCI slot that does not take the device',
  help: 'The bus of a PCI address is the index of a controller. Ports of PCI Express have one slot, 0; other buses have up to 31; and each model of controller fits into some others only.',
  hypervisors: QEMU,
  about: ['devices/*/address/bus', 'devices/*/address/slot', 'devices/*/address/function'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices>
  <controller type="pci" index="0" model="pcie-root"/>
  <controller type="pci" index="1" model="pcie-root-port"/>
  <memballoon model="virtio"><address type="pci" domain="0" bus="1" slot="3" function="0"/></memballoon>
</devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices>
  <controller type="pci" index="0" model="pcie-root"/>
  <controller type="pci" index="1" model="pcie-root-port"/>
  <memballoon model="virtio"><address type="pci" domain="0" bus="1" slot="0" function="0"/></memballoon>
</devices>`,
  },
  *check(domain) {
    const placed = placedOf(domain)
    if (placed.length === 0) return
    const buses = busesOf(domain)
    for (const { address, plug, bus, slot } of placed) {
      const model = buses.get(bus)?.model
      const slots = model === undefined ? undefined : lookup(SLOTS, model)
      if (!slots) continue
      if (!slots.takes.includes(plug)) {
        const takers = takersOf(plug)
        yield {
          message: `a ${plug === 'device' ? 'device' : plug} cannot be plugged into a ${model}, which PCI bus ${bus} is`,
          ...place(address, 'bus'),
          help:
            plug === 'device'
              ? 'plug it into a pcie-root-port or a pci-bridge, or leave the address to libvirt'
              : `it fits into a ${takers.slice(0, 3).join(', ')}; or leave the address to libvirt`,
        }
      } else if (slot < slots.first || slot > slots.last) {
        yield {
          message: `PCI bus ${bus}, a ${model}, has no slot ${slot}`,
          ...place(address, 'slot'),
          help:
            slots.first === slots.last
              ? `its only slot is ${slots.first}`
              : `its slots are ${slots.first} to ${slots.last}`,
        }
      }
    }
    for (const controller of controllersOf(domain)) {
      const index = numeric(controller, 'index')
      const address = down(controller, 'address')
      const bus = numeric(address, 'bus')
      if (!address || index === undefined || bus === undefined || bus < index) continue
      yield {
        message: `PCI controller ${index} cannot be plugged into bus ${bus}, which comes after it`,
        ...place(address, 'bus'),
        help: 'a controller has a higher index than the one it is plugged into',
      }
    }
  },
}
