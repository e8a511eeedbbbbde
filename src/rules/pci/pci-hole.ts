import { archOf, isI440fx, isQ35, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Only a PC has the setting for the size of the 64-bit PCI hole. */
export const pciHole = rule({
  code: 'VMC2394',
  slug: 'pci-hole',
  severity: 'error',
  title: 'pcihole64 on a machine other than i440fx or q35',
  help: 'Only the machines i440fx and q35 support <pcihole64>. Remove <pcihole64>.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefControllerPCI',
  on: 'devices/controller/pcihole64',
  example: {
    xml: `<os><type arch="aarch64" machine="virt">hvm</type></os>
<devices><controller type="pci" index="0" model="pcie-root">{<pcihole64 unit="KiB">1048576</pcihole64> -> }</controller></devices>`,
  },
  *check(hole, { domain }) {
    const machine = machineOf(domain)
    if (machine === undefined || archOf(domain) === undefined) return
    if (isI440fx(domain) || isQ35(domain)) return
    yield hole.report('.', `the machine "${machine}" has no pcihole64`, 'leave it out')
  },
})
