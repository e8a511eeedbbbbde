import { busOf } from '../../check/facts/disks.ts'
import { rule } from '../../check/rule.ts'

/** The guest sees only the first characters of a long serial number. */
export const diskSerialLength = rule({
  code: 'VMC2275',
  slug: 'disk-serial-length',
  severity: 'info',
  title: 'serial number of a disk is too long for its bus',
  help: 'A guest sees at most 36 characters of the serial number of a SCSI disk, and at most 20 characters on virtio, SATA and IDE. QEMU cuts off the rest, so device names in the guest, such as those in /dev/disk/by-id, contain only the shortened number. Use a shorter serial number.',
  for: 'qemu',
  source:
    'QEMU: scsi-disk.c (MAX_SERIAL_LEN), virtio_blk.h (VIRTIO_BLK_ID_BYTES), hw/ide/core.c: ide_init_drive',
  on: 'devices/disk',
  needs: 'serial',
  example: {
    xml: `<devices><disk type="file"><source file="/a.img"/><target dev="vda" bus="virtio"/>
  <serial>{a3c1d9e4-77b0-4e0c-9a52 -> a3c1d9e477b04e0c9a52}</serial></disk></devices>`,
  },
  *check(disk) {
    const serial = disk.text('serial')
    const bus = busOf(disk)
    const limit = bus === undefined ? undefined : LIMITS.get(bus)
    if (serial === undefined || limit === undefined) return
    // QEMU limits the number of bytes in a serial number, and not the number of characters.
    const length = Buffer.byteLength(serial)
    if (length <= limit) return
    yield disk.report(
      'serial',
      `the serial number has ${length} characters, and the guest sees only the first ${limit}`,
      `use at most ${limit} characters on the bus "${bus}"`,
    )
  },
})

const LIMITS = new Map([
  ['scsi', 36],
  ['virtio', 20],
  ['sata', 20],
  ['ide', 20],
])
