import { rule } from '../../check/rule.ts'

/** A hard disk has an image: only drives with removable media can be empty. */
export const diskSourceMissing = rule({
  code: 'VMC2231',
  slug: 'disk-source-missing',
  severity: 'error',
  title: 'disk without an image',
  help: 'A disk needs the path of a file, block device or folder in <source>. Only a CD-ROM or floppy drive can be empty.',
  for: 'libvirt',
  source:
    'domain_validate.c: virDomainDiskDefValidate; storage_source_conf.c: virStorageSourceIsEmpty',
  on: 'devices/disk',
  example: {
    xml: '<devices><disk type="file">{ -> <source file="/a.img"/>}<target dev="vda" bus="virtio"/></disk></devices>',
  },
  *check(disk) {
    if ((disk.text('device') ?? 'disk') !== 'disk') return
    const field = FIELDS.find(([type]) => type === (disk.text('type') ?? 'file'))?.[1]
    const source = disk.first('source')
    // The schema check reports a path that belongs to another type.
    if (field === undefined || FIELDS.some(([, one]) => source?.text(one))) return
    const name = disk.text('target/dev')
    yield (source ?? disk).report(
      '.',
      `the disk${name === undefined ? '' : ` ${name}`} has no image`,
      `write ${field} in its <source>, or make it a CD-ROM drive: device: 'cdrom'`,
    )
  },
})

/** The field of the source with the path, by the type of the disk. */
const FIELDS = [
  ['file', 'file'],
  ['block', 'dev'],
  ['dir', 'dir'],
] as const
