import type { Disk } from '../../schema/domain/disk.ts'
import type { BackingStore } from '../../schema/domain/disk-chain.ts'
import type { DiskEncryption } from '../../schema/domain/disk-secret.ts'
import type { DiskSource } from '../../schema/domain/disk-source.ts'
import type { Cursor } from '../cursor.ts'
import type { RuleFinding } from '../rule-finding.ts'

/** An image in the backing chain of a disk: the image of the disk itself, or a backing image. */
export interface ChainImage {
  /**
   * The type of the source, such as `file` or `network`. Without a source, libvirt ignores the type, and the result is
   * `file`.
   */
  readonly type: string
  /**
   * The format of the image. If no format is set, libvirt reads the image as raw, and the result is `raw`. For a volume, only
   * the storage pool knows the format, and the result is `none`.
   */
  readonly format: string
  readonly source: Cursor<DiskSource> | undefined
  readonly encryption: Cursor<DiskEncryption> | undefined
  readonly isReadonly: boolean
  /** Makes a finding about the format of the image. */
  readonly reportFormat: (message: string, help: string) => RuleFinding
  /** Makes a finding about the image as a whole. */
  readonly report: (message: string, help: string) => RuleFinding
}

/** Whether the guest cannot write to a disk. A CD-ROM drive is always read-only. */
export const isReadonly = (disk: Cursor<Disk>): boolean =>
  disk.has('readonly') || disk.text('device') === 'cdrom'

/** The format of the image of a disk. The result is `none` for a volume whose format is not set in the definition. */
export const formatOf = (disk: Cursor<Disk>): string =>
  disk.text('driver/type') ?? (disk.text('type') === 'volume' ? 'none' : 'raw')

/**
 * The images in the backing chain of a disk, starting with the image of the disk itself. Only images that the definition lists
 * are included.
 */
export function* chainOf(disk: Cursor<Disk>): Generator<ChainImage> {
  yield {
    type: (disk.has('source') && disk.text('type')) || 'file',
    format: formatOf(disk),
    source: disk.first('source'),
    encryption: disk.first('encryption') ?? disk.first('source/encryption'),
    isReadonly: isReadonly(disk),
    reportFormat: (message, help) => disk.report('driver/type', message, help),
    report: (message, help) => disk.report('.', message, help),
  }
  let backing: Cursor<BackingStore> | undefined = disk.first('backingStore')
  // An empty <backingStore> ends the chain of images.
  while (backing?.has('type')) {
    const image = backing
    yield {
      type: (image.has('source') && image.text('type')) || 'file',
      format: image.text('format/type') ?? 'raw',
      source: image.first('source'),
      encryption: image.first('source/encryption'),
      isReadonly: true,
      reportFormat: (message, help) => image.report('format/type', message, help),
      report: (message, help) => image.report('.', message, help),
    }
    backing = image.first('backingStore')
  }
}
