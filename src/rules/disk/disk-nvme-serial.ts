import type { Cursor } from '../../check/cursor.ts'
import { nvmeControllerOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { Controller } from '../../schema/domain/controller.ts'
import type { Disk } from '../../schema/domain/disk.ts'

/**
 * An NVMe controller needs a serial number, which is set on the controller or on its disks. If several serial numbers are set
 * for a controller, they must be equal.
 */
export const diskNvmeSerial = rule({
  code: 'VMC2272',
  slug: 'disk-nvme-serial',
  severity: 'error',
  title: 'missing or conflicting serial number of an NVMe controller',
  help: 'Each NVMe controller must have a serial number. Set <serial> on the controller or on one of its disks. The disks of a controller, such as nvme0n1 and nvme0n2, cannot have different serial numbers.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainControllerDefValidate; domain_postparse.c of 11.5 and newer',
  since: { libvirt: '11.5.0' },
  on: 'devices',
  needs: ['disk', 'controller'],
  example: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="nvme0n1" bus="nvme"/>{ -> <serial>a</serial>}</disk>
</devices>`,
  },
  *check(devices) {
    const controllers = devices.each('controller').filter(one => one.text('type') === 'nvme')
    const disks = devices.each('disk').filter(disk => nvmeControllerOf(disk) !== undefined)
    if (controllers.length + disks.length === 0) return
    const last = Math.max(
      ...controllers.map(one => one.number('index') ?? 0),
      ...disks.map(disk => nvmeControllerOf(disk)!),
    )
    // libvirt adds a controller for each missing index up to the highest index that is used, so this rule checks all these
    // indexes.
    for (let index = 0; index <= last && index < MAX_CONTROLLERS; index++) {
      const controller = controllers.find(one => (one.number('index') ?? 0) === index)
      const own = disks.filter(disk => nvmeControllerOf(disk) === index)
      if (!controller && own.length === 0) {
        yield devices.report(
          '.',
          `libvirt adds the NVMe controller ${index}, which has no serial`,
          `number the controllers from 0, or add the controller ${index} with a serial`,
        )
      } else yield* checkController(controller, own)
    }
  },
})

// The limit keeps the loop over the NVMe controllers short. No machine has PCI slots for so many controllers.
const MAX_CONTROLLERS = 256

function* checkController(
  controller: Cursor<Controller> | undefined,
  disks: readonly Cursor<Disk>[],
): Generator<RuleFinding> {
  let serial = controller?.text('serial')
  for (const disk of disks) {
    const own = disk.text('serial')
    if (own === undefined) continue
    if (serial !== undefined && own !== serial)
      yield disk.report(
        'serial',
        `the serial "${own}" differs from the serial "${serial}" of the same NVMe controller`,
        'use one serial for all disks of a controller, or another controller, such as nvme1n1',
      )
    serial ??= own
  }
  if (serial !== undefined) return
  const [first] = disks
  yield first
    ? first.report('.', 'the NVMe disk and its controller have no serial', 'add a <serial>')
    : controller!.report('.', 'the NVMe controller has no serial', 'add a <serial>')
}
