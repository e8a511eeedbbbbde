import { scsiModelIn } from '../../check/addresses/controllers.ts'
import { drivesOf } from '../../check/addresses/drives.ts'
import type { Cursor, DomainCursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Target } from '../../check/rule-context.ts'
import type { Disk } from '../../schema/domain/disk.ts'

/** The address of a drive must exist on its controller. A guest has only one IDE and one floppy controller. */
export const diskDriveRange = rule({
  code: 'VMC2230',
  slug: 'disk-drive-range',
  severity: 'error',
  title: 'drive address is out of range for the controller',
  help: 'A guest has only one IDE controller with four drives (hda to hdd) and one floppy controller with two drives (fda and fdb). In the address of a drive, "bus" must be 0 if the controller has only one bus, and "target" must be 0 if the controller has only one target. Correct the address, or put additional disks on virtio, scsi or sata.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefAddressDrive',
  on: 'devices',
  needs: ['disk', 'hostdev'],
  example: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <disk type="file"><source file="/a.img"/><target dev="{hde -> hdd}" bus="ide"/></disk>
</devices>`,
  },
  *check(_, { domain, target }) {
    for (const { bus, address, element } of drivesOf(domain)) {
      const disk = element as Cursor<Disk>
      if (address?.type !== 'drive') continue
      const at = disk.first('address') ?? disk
      for (const part of ZERO.get(bus) ?? []) {
        if (address[part] === 0) continue
        yield at.report(
          '.',
          `the ${part} in a drive address on "${bus}" must be 0, not ${address[part]}`,
          `use ${part} 0, or leave the address to libvirt`,
        )
      }
      if (bus === 'scsi' && address.target > 0) {
        if (modelOf(domain, target, address.controller) === 'lsilogic')
          yield at.report(
            '.',
            `the target of a drive on a SCSI controller of model "lsilogic" must be 0, not ${address.target}`,
            "use target 0, or a SCSI controller of model 'virtio-scsi'",
          )
      }
      if (address.controller === 0 || (bus !== 'ide' && bus !== 'fdc')) continue
      const isIde = bus === 'ide'
      yield disk.report(
        disk.has('address') ? 'address/controller' : 'target/dev',
        `the guest has only one ${isIde ? 'IDE' : 'floppy'} controller, and its last drive is ${isIde ? 'hdd' : 'fdb'}`,
        isIde ? 'use the bus virtio, scsi or sata' : 'use at most two floppy drives',
      )
    }
  },
})

/** For each disk bus, the numbers of a drive address that must be 0. */
const ZERO = new Map<string, readonly ('bus' | 'target')[]>([
  ['ide', ['target']],
  ['fdc', ['bus', 'target']],
  ['sata', ['bus', 'target']],
  ['scsi', ['bus']],
])

/** The model of a SCSI controller. If the definition sets no model, the model that libvirt chooses. */
function modelOf(domain: DomainCursor, target: Target, index: number): string {
  const controllers = domain.each('devices/controller').filter(one => one.text('type') === 'scsi')
  // libvirt numbers the controllers without an index in the order of the definition.
  const controller = controllers.find((one, nth) => (one.number('index') ?? nth) === index)
  return scsiModelIn(domain, target, controller?.text('model'))
}
