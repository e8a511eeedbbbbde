import { rule } from '../../check/rule.ts'

/** A hard disk requires an image. Only a drive with removable media can be empty. */
export const diskSourceMissing = rule({
  code: 'VMC2231',
  slug: 'disk-source-missing',
  severity: 'error',
  title: 'hard disk has no source',
  help: 'A hard disk must have the path of a file, block device or folder in <source>. Only a CD-ROM or floppy drive can be empty. Add the <source>, or change the device type.',
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
    // This rule skips disk types whose incomplete sources the schema check reports.
    if (source && ['dir', 'volume', 'namespace'].includes(field ?? '')) return
    // This rule skips invalid sources and sources of another disk type, because the schema check reports them.
    if (field === undefined || SOURCES.some(one => source?.has(one))) return
    const name = disk.text('target/dev')
    yield (source ?? disk).report(
      '.',
      `the disk${name === undefined ? '' : ` ${name}`} has no image`,
      `set ${field} in its <source>, or make it a CD-ROM drive: device: 'cdrom'`,
    )
  },
})

/** The fields of `<source>` that refer to an image, for all disk types. */
const SOURCES = ['file', 'dev', 'dir', 'name', 'path', 'volume', 'protocol'] as const

/** The field of `<source>` that refers to the image, for each disk type. */
const FIELDS = [
  ['file', 'file'],
  ['block', 'dev'],
  ['dir', 'dir'],
  ['volume', 'volume'],
  ['nvme', 'namespace'],
] as const
