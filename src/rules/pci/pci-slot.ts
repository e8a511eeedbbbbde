import type { DomainCursor } from '../../check/cursor.ts'
import { isI440fx } from '../../check/facts/machine.ts'
import {
  addressedDevices,
  busesOf,
  modelsAccepting,
  pciControllers,
  SLOTS,
} from '../../check/facts/pci.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'

/** The slot of a PCI address must exist on its bus, and the bus must accept the device. */
export const pciSlot = rule({
  code: 'VMC2313',
  slug: 'pci-slot',
  severity: 'error',
  title: 'device does not fit the bus or slot of its PCI address',
  help: 'The bus of a PCI address is the index of a PCI controller. A PCI Express port has only slot 0, other buses have up to 31 slots, and a controller on a PCI bus must be of a model that the bus accepts. Change the address, or leave it to libvirt.',
  for: 'qemu',
  source:
    'domain_addr.c: virDomainPCIAddressValidate; domain_addr.c: virDomainPCIAddressFlagsCompatible; qemu_domain_address.c: qemuDomainAssignPCIAddresses',
  on: 'devices',
  example: {
    xml: `<os><type arch="x86_64" machine="q35">hvm</type></os>
<features><acpi/></features>
<devices>
  <controller type="pci" index="0" model="pcie-root"/>
  <controller type="pci" index="1" model="pcie-root-port"/>
  <memballoon model="virtio"><address type="pci" domain="0" bus="1" slot="{3 -> 0}" function="0"/></memballoon>
</devices>`,
  },
  *check(_, { domain }) {
    const devices = addressedDevices(domain)
    if (devices.length === 0) return
    yield* checkSlots(domain, devices)
    yield* checkControllerOrder(domain)
  },
})

function* checkSlots(
  domain: DomainCursor,
  devices: ReturnType<typeof addressedDevices>,
): Generator<RuleFinding> {
  const buses = busesOf(domain)
  // On an i440fx machine, libvirt adds a bridge for each bus that has no controller.
  const implied = isI440fx(domain) ? 'pci-bridge' : undefined
  for (const { address, kind, bus, slot } of devices) {
    const model = buses.get(bus)?.model ?? implied
    const slots = model === undefined ? undefined : SLOTS.get(model)
    if (!slots) continue
    if (!slots.accepts.includes(kind)) {
      const fitting = kind === 'device' ? ['pcie-root-port', 'pci-bridge'] : modelsAccepting(kind)
      yield address.report(
        'bus',
        `PCI bus ${bus} is a ${model}, which does not accept a ${kind}`,
        `use the bus of a ${fitting.slice(0, 3).join(' or ')}, or leave the address to libvirt`,
      )
    } else if (slot < slots.first || slot > slots.last) {
      yield address.report(
        'slot',
        `PCI bus ${bus} is a ${model}, which has no slot ${slot}`,
        slots.first === slots.last
          ? `its only slot is ${slots.first}`
          : `its slots are ${slots.first} to ${slots.last}`,
      )
    }
  }
}

function* checkControllerOrder(domain: DomainCursor): Generator<RuleFinding> {
  for (const controller of pciControllers(domain)) {
    const [index, bus] = [controller.number('index'), controller.number('address/bus')]
    if (index === undefined || bus === undefined || bus < index) continue
    yield controller.report(
      'address/bus',
      `PCI controller ${index} cannot be on bus ${bus}: its index must be higher than its bus`,
      `use a bus below ${index}, or give the controller a higher index`,
    )
  }
}
