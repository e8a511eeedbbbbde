import { problemsOf, reportAt } from '../../check/addresses/problems-of.ts'
import { rule } from '../../check/rule.ts'

/** The built-in controllers of a PC must have their fixed PCI addresses. */
export const pciChipset = rule({
  code: 'VMC2315',
  slug: 'pci-chipset',
  severity: 'error',
  title: 'built-in controller of the chipset at the wrong PCI address',
  help: 'Some controllers are built into the machine and have a fixed PCI address. On i440fx, the first IDE controller is at 0:0:1.1, and the first piix3-uhci is at 0:0:1.2. On q35, the first SATA controller is at 0:0:1f.2. Remove the addresses of these controllers: libvirt then sets them.',
  for: 'qemu',
  source:
    'qemu_domain_address.c: qemuDomainValidateDevicePCISlotsPIIX3; qemu_domain_address.c: qemuDomainValidateDevicePCISlotsQ35',
  on: 'devices',
  example: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <controller type="ide" index="0"><address type="pci" domain="0" bus="0" slot="{4 -> 1}" function="{0 -> 1}"/></controller>
</devices>`,
  },
  *check(_, { domain, target }) {
    for (const { device, expected } of problemsOf(domain, target, 'pci-chipset')) {
      const name = `${device.type.toUpperCase()} controller`
      yield reportAt(
        domain,
        device,
        '.',
        `the first ${name} is part of the chipset, at PCI address ${expected}`,
        'leave its address to libvirt',
      )
    }
  },
})
