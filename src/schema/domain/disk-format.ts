import { matching, oneOf, withSince } from '../core/codec.ts'
import { attribute, child, element, type Infer, required } from '../core/element.ts'
import { type ByteSize, byteSize } from './size.ts'

/** The formats of a disk image that libvirt knows. */
export const storageFormat = oneOf(
  'raw qcow2 qcow qed vmdk vdi vhd vpc cow bochs cloop dmg iso fat dir luks ploop',
)

/** The formats of a disk image that libvirt knows, and `aio`, which is Xen's name for `raw`. */
export const driverFormat = oneOf(
  'raw qcow2 qcow qed vmdk vdi vhd vpc cow bochs cloop dmg iso fat dir luks ploop aio',
)

/** The attribute codec for the serial number of a disk or of an NVMe controller. */
export const serialNumber = matching(
  /[A-Za-z0-9_.+\- ]+/,
  'letters, digits, "_", ".", "+", "-" and spaces',
)

/** The kinds of disk source, such as a file, a block device or a network server. */
export const sourceType = withSince(
  oneOf('file block dir network volume nvme vhostuser vhostvdpa ctl'),
  {
    dir: '0.7.5',
    network: '0.8.7',
    volume: '1.0.5',
    nvme: '6.0.0',
    vhostuser: '7.1.0',
    vhostvdpa: '9.8.0',
    ctl: '12.0.0',
  },
)

/** `<metadata_cache>`: how much metadata of a qcow2 image QEMU caches in memory. */
export interface MetadataCache extends Infer<typeof metadataCache> {}

export const metadataCache = element(
  'metadata_cache',
  {
    /** The maximum size of the metadata cache. A number without a unit is in bytes. If omitted, QEMU chooses a size. */
    max_size: child<ByteSize>(byteSize),
  },
  { lead: 'max_size', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)

/** `<format>`: the image format of a backing image, mirror image or data store. */
export interface ImageFormat extends Infer<typeof imageFormat> {}

export const imageFormat = element(
  'format',
  {
    /** The format of the backing image, mirror image or data store. A data store always has the format `raw`. */
    type: required(attribute(storageFormat)),
    /** How much metadata of a qcow2 image QEMU caches in memory. Since libvirt 7.0.0. */
    metadata_cache: child<MetadataCache>(metadataCache, { since: '7.0.0' }),
  },
  { lead: 'type', page: 'formatdomain.html#hard-drives-floppy-disks-cdroms' },
)
