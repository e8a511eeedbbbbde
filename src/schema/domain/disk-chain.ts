import { absolutePath, oneOf, positive } from '../core/codec.ts'
import {
  atLeastOne,
  attribute,
  bare,
  child,
  element,
  type Infer,
  requiredIn,
} from '../core/element.ts'
import { type ImageFormat, imageFormat, sourceType, storageFormat } from './disk-format.ts'
import { type DiskSource, diskSource } from './disk-source.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/** `<backingStore>`: the image below an image, or, with nothing in it, that there is none. */
export interface BackingStore extends Infer<typeof backingStore> {}

export const backingStore = element(
  'backingStore',
  {
    /** What its source is; `file` where it is left out. */
    type: attribute(sourceType, { default: 'file' }),
    /** The number of the image in its chain, which libvirt gives: `vda[2]` of block jobs. */
    index: attribute(positive, { assigned: true }),
    /** Its format; needed where anything at all is said of it. */
    format: child<ImageFormat>(imageFormat),
    /** Where its bytes are. */
    source: requiredIn(
      ['network', 'vhostuser', 'vhostvdpa', 'ctl'],
      child<DiskSource>(diskSource, { in: sourceType.values! }),
    ),
    /** The image below; with nothing in it, there is none. */
    backingStore: bare(child<BackingStore>((): unknown => backingStore)),
  },
  {
    by: 'type',
    needs: { type: 'format', index: 'format', source: 'format', backingStore: 'format' },
    page,
  },
)

/** `<mirror>`: the image that a block job writes beside the disk, which libvirt reports while it runs. */
export interface DiskMirror extends Infer<typeof diskMirror> {}

export const diskMirror = element(
  'mirror',
  {
    /** What its source is; `file` where it is left out. */
    type: attribute(sourceType, { default: 'file' }),
    /** The path of the image, once more, for old readers. */
    file: attribute(absolutePath, { in: ['copy/file'] }),
    /** The format of the image, once more, for old readers. Goes with `file`. */
    format: attribute(storageFormat, { in: ['copy/file'] }),
    /** The job: a `copy`, or an `active-commit` into an image below. Since libvirt 1.2.7. */
    job: attribute(oneOf('copy active-commit'), { default: 'copy', since: '1.2.7' }),
    /** How far the job is: the disk is ready to pivot (`yes`), or the job ends just now. */
    ready: attribute(oneOf('yes abort pivot')),
    /** Its format. */
    imageFormat: child<ImageFormat>(imageFormat, { name: 'format' }),
    /** Where its bytes are. Since libvirt 1.2.6. */
    source: requiredIn(
      ['copy', 'active-commit'].flatMap(job =>
        ['network', 'vhostuser', 'vhostvdpa', 'ctl'].map(type => `${job}/${type}`),
      ),
      child<DiskSource>(diskSource, { in: ['copy', 'active-commit'], since: '1.2.6' }),
    ),
    /** The image below; with nothing in it, there is none. */
    backingStore: bare(child<BackingStore>((): unknown => backingStore)),
  },
  {
    by: ['job', 'type'],
    needs: { format: 'file' },
    choices: [atLeastOne('job', 'file')],
    page,
  },
)
