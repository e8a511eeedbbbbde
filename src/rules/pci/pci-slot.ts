import { boardOf } from '../../check/addresses/board.ts'
import { type Device, nameOfDevice } from '../../check/addresses/device.ts'
import { modelsAccepting } from '../../check/addresses/pci-bus.ts'
import { problemsOf, reportAt } from '../../check/addresses/problems-of.ts'
import type { DomainCursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Target } from '../../check/rule-context.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'

/** The slot of a PCI address must exist on its bus, and the bus must accept the device. */
export const pciSlot = rule({
  code: 'VMC2313',
  slug: 'pci-slot',
  severity: 'error',
  title: 'PCI address on a bus or slot that does not accept the device',
  help: 'The "bus" of a PCI address must be the index of a PCI controller. A PCI Express port has only slot 0, and other buses have at most 31 slots. A PCI bus accepts only certain models of PCI controllers. Change the address, or remove it: libvirt then assigns one.',
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
  *check(devices, { domain, target }) {
    yield* checkBuses(domain, target)
    for (const problem of problemsOf(domain, target, 'pci-slot')) {
      const { device, bus, model, first, last } = problem
      yield reportAt(
        domain,
        device,
        'slot',
        `PCI bus ${bus} is a ${model}, which has no slot ${slotOf(device)}`,
        first === last ? `its only slot is ${first}` : `its slots are ${first} to ${last}`,
      )
    }
    for (const { device, bus } of problemsOf(domain, target, 'pci-order'))
      yield reportAt(domain, device, 'bus', ...wrongOrder(device.index, bus))
    for (const controller of devices.each('controller')) {
      const [index, bus] = [controller.number('index'), controller.number('address/bus')]
      if (controller.text('type') !== 'pci' || index === undefined || bus === undefined) continue
      // The loop above has already checked the order of PCI bridges, which libvirt checks. QEMU checks the order of all other
      // PCI controllers.
      if (controller.text('model') === 'pci-bridge') continue
      if (bus < index) continue
      yield controller.report('address/bus', ...wrongOrder(index, bus))
    }
  },
})

function* checkBuses(domain: DomainCursor, target: Target): Generator<RuleFinding> {
  for (const { device, bus, model, connect } of problemsOf(domain, target, 'pci-unfit')) {
    const fitting = modelsAccepting(connect).slice(0, 3).join(' or ')
    yield reportAt(
      domain,
      device,
      'bus',
      `PCI bus ${bus} is a ${model}, which does not accept a ${device.type === 'pci' ? device.model : 'device'}`,
      `use the bus of a ${fitting}, or leave the address to libvirt`,
    )
  }
  for (const { device } of problemsOf(domain, target, 'pci-domain'))
    yield reportAt(
      domain,
      device,
      'domain',
      'QEMU has only the PCI domain 0',
      'set domain 0, or leave the address to libvirt',
    )
  const { hasPci } = boardOf(domain, target)
  for (const { device } of problemsOf(domain, target, 'pci-no-bus')) {
    // This rule skips USB controllers on boards without PCI, because the rule usb-controller-pci reports them.
    if (!hasPci && device.kind === 'controller' && device.type === 'usb') continue
    yield reportAt(
      domain,
      device,
      'bus',
      `the machine has no PCI bus for the ${nameOfDevice(device)}`,
      'remove it, or use a machine with PCI',
    )
  }
}

const wrongOrder = (index: number, bus: number) =>
  [
    `PCI controller ${index} cannot be on bus ${bus}: its index must be higher than its bus`,
    `use a bus below ${index}, or give the controller a higher index`,
  ] as const

const slotOf = ({ address }: Device): number => (address?.type === 'pci' ? address.slot : 0)
