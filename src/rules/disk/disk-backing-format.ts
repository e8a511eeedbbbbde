import { formatOf } from '../../check/facts/disk-chain.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** Only some image formats support a backing image. */
export const diskBackingFormat = rule({
  code: 'VMC2235',
  slug: 'disk-backing-format',
  severity: 'error',
  title: 'image format does not support a backing image',
  help: 'Only images of the formats qcow2, qcow, qed, vmdk and cow can have a backing image. Remove <backingStore> from images of other formats. For a raw image, libvirt 11.4 and newer ignore <backingStore>, and older releases refuse it.',
  for: 'qemu',
  source: 'qemu_block.c: qemuBlockStorageSourceGetBlockdevFormatProps',
  on: 'devices/disk',
  needs: 'backingStore',
  example: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="{vdi -> qcow2}"/><source file="/a.img"/><target dev="vda" bus="virtio"/>
    <backingStore type="file"><format type="raw"/><source file="/base.img"/></backingStore>
  </disk>
</devices>`,
  },
  *check(disk, { target }) {
    let format = formatOf(disk)
    let backing = disk.first('backingStore')
    while (backing?.has('type')) {
      // libvirt looks up the format of a volume when the domain starts.
      const isIgnored = format === 'none' || (format === 'raw' && !isBefore(target, '11.4.0'))
      if (!FORMATS.includes(format) && !isIgnored) {
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

const FORMATS = ['cow', 'qcow', 'qcow2', 'qed', 'vmdk']
