import { formatOf } from '../../check/facts/disk-chain.ts'
import { rule } from '../../check/rule.ts'

/** Only a qcow2 image can have a data file. The data file must be a raw image. */
export const diskDatastore = rule({
  code: 'VMC2292',
  slug: 'disk-datastore',
  severity: 'error',
  title: '<dataStore> is invalid or not supported by the image format',
  help: 'A <dataStore> is the raw file in which a qcow2 image keeps its data. The image must have the format qcow2, and its <dataStore> must have the format raw. The <source> of a <dataStore> cannot contain <slices> or another <dataStore>.',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainDiskDefValidateSourceChainOne',
  on: 'devices/disk',
  needs: 'source/dataStore',
  example: {
    xml: `<devices>
  <disk type="file">
    <driver name="qemu" type="{raw -> qcow2}"/>
    <source file="/a.{img -> qcow2}"><dataStore type="file"><format type="raw"/><source file="/b.img"/></dataStore></source>
    <target dev="vda" bus="virtio"/>
  </disk>
</devices>`,
  },
  *check(disk) {
    const store = disk.first('source/dataStore')
    if (!store) return
    const [own, format] = [formatOf(disk), store.text('format/type')]
    if (own !== 'qcow2') {
      yield store.report(
        '.',
        own === 'none'
          ? 'a volume without a format has no data file'
          : `an image with the format "${own}" has no data file`,
        'leave out <dataStore>, or set the format to qcow2',
      )
    } else if (format !== undefined && format !== 'raw') {
      yield store.report('format/type', `a data file cannot have the format "${format}"`, 'use raw')
    }
    const source = store.first('source')
    const field = (['slices', 'dataStore'] as const).find(one => source?.has(one))
    if (source && field !== undefined)
      yield source.report(field, `a data file has no ${field}`, `leave out ${field}`)
  },
})
