import { archOf, cpuFamilyOf, isI440fx, lacksIde, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The machine i440fx has only IDE controller 0. Machines such as q35 have no IDE controller. */
export const ideController = rule({
  code: 'VMC2318',
  slug: 'ide-controller',
  severity: 'error',
  title: 'IDE controller not supported by the machine',
  help: 'The machine i440fx has only one IDE controller, with index 0. Other machines, such as q35, virt, pseries and s390-ccw-virtio, have no IDE controller. Remove the controller, and put its disks on virtio, scsi or sata.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefControllerIDE',
  on: 'devices/controller',
  where: { type: 'ide' },
  example: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices><controller type="ide" index="{1 -> 0}"/></devices>`,
  },
  *check(controller, { domain }) {
    if (controller.text('type') !== 'ide') return
    const index = controller.number('index')
    // If no machine is set, the host chooses the machine. On x86, it chooses i440fx or q35, and neither of them has a second
    // IDE controller.
    const isPc =
      isI440fx(domain) || (machineOf(domain) === undefined && cpuFamilyOf(domain) === 'x86')
    if (isPc && index !== undefined && index > 0) {
      yield controller.report(
        'index',
        `the machine has only IDE controller 0, not ${index}`,
        'use index 0, or a controller of another type',
      )
    } else if (lacksIde(domain)) {
      yield controller.report(
        'type',
        `the machine "${machineOf(domain) ?? archOf(domain)}" has no IDE controller`,
        'use a controller of type "sata" or "scsi"',
      )
    }
  },
})
