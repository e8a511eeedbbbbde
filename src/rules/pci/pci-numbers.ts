import { rule } from '../../check/rule.ts'

/** The index, chassisNr and busNr of a PCI controller must be within the ranges that libvirt accepts. */
export const pciNumbers = rule({
  code: 'VMC2391',
  slug: 'pci-numbers',
  severity: 'error',
  title: 'index, chassisNr or busNr of a PCI controller is out of range',
  help: 'The index of a PCI controller can be at most 255. Its chassisNr must be from 1 to 255, and its busNr from 1 to 254. Leave these numbers out: libvirt then sets them.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainControllerDefValidate',
  on: 'devices/controller',
  where: { type: 'pci' },
  example: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices><controller type="pci" index="1" model="pci-bridge"><target chassisNr="{0 -> 1}"/></controller></devices>`,
  },
  *check(controller) {
    if (controller.text('type') !== 'pci') return
    const index = controller.number('index')
    if (index !== undefined && index > 255)
      yield controller.report('index', `the PCI controller index ${index} is too high`, 'use 255')
    if (controller.number('target/chassisNr') === 0)
      yield controller.report('target/chassisNr', 'the chassisNr cannot be 0', 'use 1 to 255')
    const bus = controller.number('target/busNr')
    if (bus === 0 || bus === 255)
      yield controller.report('target/busNr', `the busNr cannot be ${bus}`, 'use 1 to 254')
  },
})
