import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Disk } from '../../schema/domain/disk.ts'

/** Only a writable hard disk with an image file can be transient. */
export const diskTransient = rule({
  code: 'VMC2219',
  slug: 'disk-transient',
  severity: 'error',
  title: 'transient disk is not a writable hard disk of type "file"',
  help: 'When a guest stops, QEMU discards all data that the guest has written to a transient disk. Only a hard disk of type "file" that is not read-only can be transient. Remove <transient> from other disks.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefDiskTransient',
  on: 'devices/disk',
  needs: 'transient',
  example: {
    xml: `<devices>
  <disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/>{<readonly/> -> }<transient/></disk>
</devices>`,
  },
  *check(disk) {
    const transient = disk.first('transient')
    const obstacle = obstacleOf(disk)
    if (!transient || obstacle === undefined) return
    yield transient.report('.', `a ${obstacle} cannot be transient`, 'leave out transient')
  },
})

function obstacleOf(disk: Cursor<Disk>): string | undefined {
  if (disk.has('readonly')) return 'read-only disk'
  const device = disk.text('device') ?? 'disk'
  if (device !== 'disk') return `disk with device "${device}"`
  const type = disk.text('type') ?? 'file'
  return type === 'file' ? undefined : `disk of type "${type}"`
}
