import { rule } from '../../check/rule.ts'

/** A backing image must have a source. */
export const backingSource = rule({
  code: 'VMC2234',
  slug: 'backing-source',
  severity: 'error',
  title: 'backing image without a source',
  help: 'A <backingStore> with a type requires a <source>. Add the <source>, or write an empty <backingStore/> to end the backing chain.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDiskBackingStoreParse',
  on: 'devices/disk/backingStore',
  example: {
    xml: `<devices>
  <disk type="file"><driver name="qemu" type="qcow2"/><source file="/a.qcow2"/><target dev="vda" bus="virtio"/>
    <backingStore type="file"><format type="qcow2"/>{ -> <source file="/base.qcow2"/>}</backingStore>
  </disk>
</devices>`,
  },
  *check(backing) {
    if (!backing.has('type') || backing.has('source')) return
    yield backing.report(
      'source',
      'the backing image has no source',
      'add its <source>, or leave <backingStore> empty',
    )
  },
})
