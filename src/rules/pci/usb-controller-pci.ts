import { boardOf } from '../../check/addresses/board.ts'
import { rule } from '../../check/rule.ts'

/** A USB controller needs a machine with PCI. */
export const usbControllerPci = rule({
  code: 'VMC2323',
  slug: 'usb-controller-pci',
  severity: 'error',
  title: 'USB controller on a machine without PCI',
  help: 'All USB controllers that a guest can have are PCI devices. Except for the machine virt, most Arm and RISC-V boards have no PCI. Use the machine virt, or remove the controller.',
  for: 'qemu',
  since: { libvirt: '11.9.0' },
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefController; NEWS of libvirt 11.9.0',
  on: 'devices/controller',
  where: { type: 'usb' },
  example: {
    xml: `<os><type arch="aarch64" machine="{realview-pbx-a9 -> virt}">hvm</type></os>
<devices><controller type="usb" index="0" model="qemu-xhci"/></devices>`,
  },
  *check(controller, { domain, target }) {
    if (controller.text('type') !== 'usb' || controller.text('model') === 'none') return
    const { hasPci, machine } = boardOf(domain, target)
    if (hasPci || machine === '') return
    // If the definition contains a PCI controller, vmc assumes that the machine supports PCI.
    if (domain.each('devices/controller').some(one => one.text('type') === 'pci')) return
    yield controller.report(
      'model',
      `the machine "${machine}" has no PCI, which a USB controller needs`,
      'use the machine virt, or remove the controller',
    )
  },
})
