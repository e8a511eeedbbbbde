import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { Disk } from '../../schema/domain/disk.ts'

/** Only some image formats have a backing image. */
export const diskBackingFormat = rule({
  code: 'VMC2235',
  slug: 'disk-backing-format',
  severity: 'error',
  title: 'backing image of a format that has none',
  help: 'Only images of the formats qcow2, qcow, qed, vmdk and cow are based on another image. An image of another format, such as raw, is complete.',
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
          `an image of format "${format}" has no backing image`,
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
