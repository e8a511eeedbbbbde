import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { DataStore } from '../../schema/domain/disk-source.ts'

/** A backing image and a data file must have a source. */
export const backingSource = rule({
  code: 'VMC2234',
  slug: 'backing-source',
  severity: 'error',
  title: '<backingStore> or <dataStore> has no <source>',
  help: 'A <backingStore> that has a type requires a <source>. Add the <source>, or write an empty <backingStore/> to end the backing chain. A <dataStore> requires both a type and a <source>.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDiskBackingStoreParse, virDomainDiskDataStoreParse',
  on: 'devices/disk',
  needs: ['source/dataStore', 'backingStore'],
  example: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="qcow2"/><source file="/a.qcow2"/><target dev="vda" bus="virtio"/>
    <backingStore type="file"><format type="qcow2"/>{ -> <source file="/base.qcow2"/>}</backingStore>
  </disk>
</devices>`,
  },
  *check(disk) {
    yield* checkDataStore(disk.first('source/dataStore'))
    let backing = disk.first('backingStore')
    while (backing?.has('type')) {
      if (!backing.has('source'))
        yield backing.report(
          'source',
          'the backing image has no source',
          'add its <source>, or leave <backingStore> empty',
        )
      const key = PATHS.get(backing.text('type') ?? '')
      const source = backing.first('source')
      if (source && key !== undefined && !source.has(key))
        yield source.report(
          '.',
          'the source of the backing image has no path',
          `set its ${key}, or leave <backingStore> empty`,
        )
      yield* checkDataStore(backing.first('source/dataStore'))
      backing = backing.first('backingStore')
    }
  },
})

/** The attribute of a source that contains the path of the image, for each type of source. */
const PATHS: ReadonlyMap<string, 'file' | 'dev' | 'dir'> = new Map([
  ['file', 'file'],
  ['block', 'dev'],
  ['dir', 'dir'],
])

function* checkDataStore(store: Cursor<DataStore> | undefined): Generator<RuleFinding> {
  const missing = store && (['type', 'source'] as const).find(key => !store.has(key))
  if (missing === undefined) return
  yield store!.report(missing, `the data file has no ${missing}`, 'set its type and its <source>')
}
