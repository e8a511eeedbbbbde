import { archOf, machineOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/**
 * Only a few old machines have a SCSI controller of model ncr53c90. This controller is built into the machine and has the index
 * 0.
 */
export const scsiBuiltin = rule({
  code: 'VMC2392',
  slug: 'scsi-builtin',
  severity: 'error',
  title: 'machine does not support the SCSI controller model ncr53c90',
  help: 'The SCSI controller model ncr53c90 exists only on SPARC machines, on the MIPS machines magnum and pica61, and on the m68k machine q800, and only with index 0. Use another model, such as virtio-scsi.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefControllerSCSI',
  on: 'devices/controller',
  where: { model: 'ncr53c90' },
  example: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices><controller type="scsi" index="0" model="{ncr53c90 -> virtio-scsi}"/></devices>`,
  },
  *check(controller, { domain }) {
    if (controller.text('model') !== 'ncr53c90') return
    const [arch, machine] = [archOf(domain), machineOf(domain)]
    if (arch === undefined || machine === undefined) return
    const isBuiltIn =
      arch === 'sparc' ||
      (arch.startsWith('mips64') && /^(magnum|pica61)$/.test(machine)) ||
      (arch === 'm68k' && machine === 'q800')
    if (isBuiltIn && !controller.number('index')) return
    yield controller.report(
      isBuiltIn ? 'index' : 'model',
      isBuiltIn
        ? 'the SCSI controller ncr53c90 is the first one'
        : `the machine "${machine}" has no SCSI controller ncr53c90`,
      isBuiltIn ? 'set index: 0' : 'use the model virtio-scsi',
    )
  },
})
