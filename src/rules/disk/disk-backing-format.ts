import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Disk } from '../../schema/domain/disk.ts'

/** Only some image formats support a backing image. */
export const diskBackingFormat = rule({
  code: 'VMC2235',
  slug: 'disk-backing-format',
  severity: 'error',
  title: 'backing image for an image format that does not support one',
  help: 'Only images of the formats qcow2, qcow, qed, vmdk and cow can be based on a backing image. Remove <backingStore> from an image of any other format, such as raw.',
  for: 'qemu',
  source: 'qemu_block.c: qemuBlockStorageSourceGetBlockdevFormatProps',
  on: 'devices/disk',
  example: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="{raw -> qcow2}"/><source file="/a.img"/><target dev="vda" bus="virtio"/>
    <backingStore type="file"><format type="raw"/><source file="/base.img"/></backingStore>
  </disk>
</devices>`,
  },
  *check(disk) {
    let format = formatOf(disk)
    let backing = disk.first('backingStore')
    while (backing?.has('type')) {
      if (!FORMATS.includes(format)) {
        yield backing.report(
          '.',
          `an image of format "${format}" cannot have a backing image`,
          'leave <backingStore> out, or use the format qcow2',
        )
        return
      }
      format = backing.text('format/type') ?? 'raw'
      backing = backing.first('backingStore')
    }
  },
})

const formatOf = (disk: Cursor<Disk>): string => disk.text('driver/type') ?? 'raw'

const FORMATS = ['cow', 'qcow', 'qcow2', 'qed', 'vmdk']
