import { absolutePath, assignedNumber, oneOf } from '../core/codec.ts'
import {
  allowEmpty,
  atLeastOne,
  attribute,
  child,
  element,
  type Infer,
  requiredIn,
} from '../core/element.ts'
import { type ImageFormat, imageFormat, sourceType, storageFormat } from './disk-format.ts'
import { type DiskSource, diskSource } from './disk-source.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/** `<backingStore>`: the backing image of a disk image. An empty element ends the backing chain. */
export interface BackingStore extends Infer<typeof backingStore> {}

export const backingStore = element(
  'backingStore',
  {
    /** The kind of source of the backing image. Default: `file`. */
    type: attribute(sourceType, { default: 'file' }),
    /** The number of the image in the backing chain, such as 2 in `vda[2]`. libvirt assigns the number. */
    index: attribute(assignedNumber, { assigned: true }),
    /** The format of the backing image. Required unless the `<backingStore>` element is empty. */
    format: child<ImageFormat>(imageFormat),
    /** The location of the backing image. */
    source: requiredIn(
      ['network', 'vhostuser', 'vhostvdpa', 'ctl'],
      child<DiskSource>(diskSource, { in: sourceType.values! }),
    ),
    /** The next backing image in the chain. An empty element ends the backing chain. */
    backingStore: allowEmpty(child<BackingStore>((): unknown => backingStore)),
  },
  {
    variantBy: 'type',
    requires: { type: 'format', index: 'format', source: 'format', backingStore: 'format' },
    page,
  },
)

/** `<mirror>`: the image to which a running block job copies the disk. libvirt reports this element. */
export interface DiskMirror extends Infer<typeof diskMirror> {}

export const diskMirror = element(
  'mirror',
  {
    /** The kind of source of the mirror image. Default: `file`. */
    type: attribute(sourceType, { default: 'file' }),
    /** The path of the mirror image. libvirt reports the path here for programs that read the old XML format. */
    file: attribute(absolutePath, { in: ['copy/file'] }),
    /**
     * The format of the mirror image. libvirt reports the format here for programs that read the old XML format.
     * Requires `file`.
     */
    format: attribute(storageFormat, { in: ['copy/file'] }),
    /**
     * The kind of block job: `copy` copies to a new image, and `active-commit` copies into a backing image. Default:
     * `copy`. Since libvirt 1.2.7.
     */
    job: attribute(oneOf('copy active-commit'), { default: 'copy', since: '1.2.7' }),
    /**
     * The state of the block job: ready for the disk to switch to the new image (`yes`), or ending by `abort` or
     * `pivot`.
     */
    ready: attribute(oneOf('yes abort pivot')),
    /** The format of the mirror image. */
    imageFormat: child<ImageFormat>(imageFormat, { name: 'format' }),
    /** The location of the mirror image. Since libvirt 1.2.6. */
    source: requiredIn(
      ['copy', 'active-commit'].flatMap(job =>
        ['network', 'vhostuser', 'vhostvdpa', 'ctl'].map(type => `${job}/${type}`),
      ),
      child<DiskSource>(diskSource, { in: ['copy', 'active-commit'], since: '1.2.6' }),
    ),
    /** The backing image of the mirror image. An empty element ends the backing chain. */
    backingStore: allowEmpty(child<BackingStore>((): unknown => backingStore)),
  },
  {
    variantBy: ['job', 'type'],
    requires: { format: 'file' },
    choices: [atLeastOne('job', 'file')],
    page,
  },
)
