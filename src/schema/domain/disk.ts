import {
  line,
  matching,
  oneOf,
  onOff,
  perVariant,
  positive,
  text,
  unsigned,
  withPatternSince,
  withSince,
  yesNo,
} from '../core/codec.ts'
import {
  allowEmpty,
  atMostOne,
  attribute,
  child,
  element,
  filled,
  flag,
  type Infer,
  leaf,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { type Address, address } from './address.ts'
import {
  type Alias,
  alias,
  type DeviceAcpi,
  type DeviceBoot,
  deviceAcpi,
  deviceBoot,
} from './device.ts'
import { type BackingStore, backingStore, type DiskMirror, diskMirror } from './disk-chain.ts'
import { type DiskDriver, diskDriver } from './disk-driver.ts'
import { serialNumber, sourceType } from './disk-format.ts'
import { type DiskAuth, type DiskEncryption, diskAuth, diskEncryption } from './disk-secret.ts'
import { type DiskSource, diskSource } from './disk-source.ts'
import { type IoTune, iotune } from './throttle.ts'

const page = 'formatdomain.html#hard-drives-floppy-disks-cdroms'

/** `<backenddomain>` of a disk: the Xen driver domain that serves the disk. */
export interface BackendDomain extends Infer<typeof backendDomain> {}

const backendDomain = element(
  'backenddomain',
  {
    /** The name of the Xen driver domain that serves the disk. */
    name: required(attribute(line)),
  },
  { lead: 'name', page },
)

/**
 * `<geometry>` of a disk: the cylinders, heads and sectors that firmware and old operating systems see. They override
 * the hypervisor's default geometry.
 */
export interface DiskGeometry extends Infer<typeof diskGeometry> {}

const diskGeometry = element(
  'geometry',
  {
    /** The number of cylinders of the disk that the guest sees. */
    cyls: required(attribute(unsigned)),
    /** The number of heads of the disk that the guest sees. */
    heads: required(attribute(unsigned)),
    /** The number of sectors per track of the disk that the guest sees. */
    secs: required(attribute(unsigned)),
    /** How the guest's BIOS translates the geometry of the disk. */
    trans: attribute(oneOf('auto none lba')),
  },
  { page },
)

/** `<blockio>` of a disk: the block sizes that the guest sees. */
export interface DiskBlockIo extends Infer<typeof diskBlockIo> {}

const diskBlockIo = element(
  'blockio',
  {
    /** The size of the disk's smallest addressable unit, in bytes. */
    logical_block_size: attribute(unsigned),
    /** The physical sector size that the disk reports to the guest, in bytes. The guest aligns its I/O to this size. */
    physical_block_size: attribute(unsigned),
    /**
     * The smallest amount of data that the guest can discard on the disk at once, in bytes. The value must be a
     * multiple of the logical block size.
     */
    discard_granularity: attribute(unsigned),
  },
  { page },
)

/** `<target>` of a disk: the device name and the bus of the disk in the guest. */
export interface DiskTarget extends Infer<typeof diskTarget> {}

export const diskTarget = element(
  'target',
  {
    /**
     * The logical name of the disk, such as `vda`, `sdb`, `hdc`, `fda` or `xvda`. libvirt sorts the disks by this name.
     * The guest may use other names. If omitted, vmc chooses a name that fits the bus of the disk. Since libvirt 0.0.3.
     */
    dev: filled(
      required(
        attribute(
          withPatternSince(
            matching(
              /(?:ioemu:)?(?:fd|hd|sd|vd|xvd|ubd)[a-zA-Z0-9_]+|nvme[0-9]+n[0-9]+(?:p[0-9]+)?/,
              'a device name that begins with vd, sd, hd, xvd, fd or ubd, such as "vda", or an NVMe name such as "nvme0n1"',
            ),
            /^nvme/,
            '11.5.0',
          ),
          { since: '0.0.3' },
        ),
      ),
    ),
    /**
     * The bus that the disk is attached to. If omitted, vmc derives the bus from the device name in `dev`, such as
     * `ide` for `hda`. Since libvirt 0.4.3.
     */
    bus: filled(
      attribute(
        withSince(oneOf('ide fdc scsi virtio xen usb sata sd uml nvme'), {
          sata: '0.9.7',
          sd: '1.1.2',
          nvme: '11.5.0',
        }),
        { since: '0.4.3' },
      ),
    ),
    /** Whether the tray of a CD-ROM or floppy drive is open. Default: `closed`. Since libvirt 0.9.11. */
    tray: attribute(oneOf('open closed'), { default: 'closed', since: '0.9.11' }),
    /** Whether a USB or SCSI disk reports to the guest that it is removable. Default: `off`. Since libvirt 1.1.3. */
    removable: attribute(onOff, { default: 'off', since: '1.1.3' }),
    /**
     * The rotation rate of a SCSI, IDE or SATA disk, from 1025 to 65534 revolutions per minute. The value 1 means a
     * disk that does not rotate. Since libvirt 7.3.0.
     */
    rotation_rate: attribute(positive, { since: '7.3.0' }),
    /**
     * Whether a SCSI disk supports the DPO and FUA bits, with which the guest bypasses the disk's cache for single
     * requests. If omitted, the hypervisor decides. Since libvirt 11.10.0.
     */
    dpofua: attribute(onOff, { since: '11.10.0' }),
  },
  { lead: 'dev', page },
)

/** `<throttlefilter>`: the name of a throttle group that limits the disk. */
export interface ThrottleFilter extends Infer<typeof throttleFilter> {}

const throttleFilter = element(
  'throttlefilter',
  {
    /** The name of the throttle group that limits the disk. */
    group: required(attribute(text)),
  },
  { lead: 'group', page },
)

/** `<throttlefilters>`: the throttle groups that limit the disk. */
export interface ThrottleFilters extends Infer<typeof throttleFilters> {}

const throttleFilters = element(
  'throttlefilters',
  {
    /** A throttle group that limits the disk. The order of the groups is not significant. */
    throttlefilter: many(child<ThrottleFilter>(throttleFilter)),
  },
  { page },
)

/** `<transient>`: lets the disk discard the guest's changes when the guest stops. */
export interface DiskTransient extends Infer<typeof diskTransient> {}

const diskTransient = element(
  'transient',
  {
    /** Whether several guests may use the same image of a transient disk at the same time. Since libvirt 7.4.0. */
    shareBacking: attribute(yesNo, { since: '7.4.0' }),
  },
  { page },
)

// The variants of a disk that require a source.
const VARIANTS_WITH_SOURCE = ['disk', 'cdrom', 'floppy'].flatMap(device =>
  ['network', 'vhostuser', 'vhostvdpa', 'ctl'].map(type => `${device}/${type}`),
)

/** `<disk>`: a hard disk, CD-ROM drive, floppy drive or LUN. */
export interface Disk extends Infer<typeof disk> {}

export const disk = element(
  'disk',
  {
    /**
     * The kind of disk source: a host file (`file`), a block device (`block`), a directory (`dir`), an image on a server
     * (`network`), a volume of a storage pool (`volume`) or an NVMe controller (`nvme`). Other sources are a server process
     * on the host (`vhostuser`), a vDPA device (`vhostvdpa`) and, with bhyve, the host's CAM target layer (`ctl`, since
     * libvirt 12.0.0). Default: `file`. Since libvirt 0.0.3.
     */
    type: requiredIn(
      ['lun'],
      attribute(
        withSince(
          perVariant({
            disk: sourceType,
            cdrom: sourceType,
            floppy: sourceType,
            lun: oneOf('block network volume'),
          }),
          sourceType.since!,
        ),
        { in: ['disk', 'cdrom', 'floppy', 'lun'], default: 'file', since: '0.0.3' },
      ),
    ),
    /**
     * The device that the guest sees: a `disk`, a `cdrom`, a `floppy`, or a `lun`, to which the hypervisor passes SCSI
     * commands unchanged. Default: `disk`. Since libvirt 0.1.4.
     */
    device: attribute(withSince(oneOf('disk cdrom floppy lun'), { lun: '0.9.10' }), {
      default: 'disk',
      since: '0.1.4',
    }),
    /**
     * The model of the disk device. `virtio-transitional` also works with old guests, and `virtio-non-transitional` works
     * only with current guests. Since libvirt 11.5.0, a USB disk can have the model `usb-storage` or `usb-bot`. The guest
     * recognizes a USB CD-ROM drive only with `usb-bot`. Since libvirt 5.2.0.
     */
    model: attribute(
      withSince(oneOf('virtio virtio-transitional virtio-non-transitional usb-storage usb-bot'), {
        'usb-storage': '11.5.0',
        'usb-bot': '11.5.0',
      }),
      { since: '5.2.0' },
    ),
    /**
     * Whether the guest may send all SCSI commands to the LUN. If one LUN has this setting, QEMU allows all SCSI commands for
     * all disks of the guest. Default: `no`. Since libvirt 0.9.10.
     */
    rawio: attribute(yesNo, { in: ['lun'], default: 'no', since: '0.9.10' }),
    /**
     * Whether the host's kernel filters the SCSI commands that the guest sends to the LUN. No current hypervisor
     * supports this setting. Since libvirt 1.0.2.
     */
    sgio: attribute(oneOf('filtered unfiltered'), { in: ['lun'], since: '1.0.2' }),
    /**
     * How snapshots of the domain include the disk: not at all (`no`), inside the disk image (`internal`), in a separate
     * image (`external`), or by means outside libvirt (`manual`). The default for a read-only disk is `no`. For other disks,
     * the hypervisor chooses. Since libvirt 0.9.5.
     */
    snapshot: attribute(oneOf('no internal external manual'), { since: '0.9.5' }),
    /**
     * How the hypervisor accesses the disk image. If omitted, vmc adds the driver for QEMU if vmc can derive the image
     * format from the file extension. Since libvirt 0.1.8.
     */
    driver: filled(child<DiskDriver>(diskDriver, { since: '0.1.8' })),
    /**
     * The user name and the libvirt secret for the server of a network disk. This field is outdated. Use `auth` in
     * `source`. Since libvirt 0.9.7.
     */
    auth: child<DiskAuth>(diskAuth, { since: '0.9.7' }),
    /** The location of the disk image. A CD-ROM or floppy drive without a source is empty. */
    source: requiredIn(
      [...VARIANTS_WITH_SOURCE, 'lun/network'],
      child<DiskSource>(diskSource, { in: ['disk', 'cdrom', 'floppy', 'lun'] }),
    ),
    /**
     * The backing image of the disk image. An empty element ends the backing chain. If omitted, the hypervisor detects
     * the chain. Since libvirt 1.2.4.
     */
    backingStore: allowEmpty(
      child<BackingStore>(backingStore, { since: '1.2.4', assigned: 'live' }),
    ),
    /** The Xen driver domain that serves the disk. Since libvirt 1.2.13. */
    backenddomain: child<BackendDomain>(backendDomain, { since: '1.2.13' }),
    /**
     * The cylinders, heads and sectors of the disk that firmware and old operating systems see. Since libvirt 0.10.0.
     */
    geometry: child<DiskGeometry>(diskGeometry, { since: '0.10.0' }),
    /** The block sizes of the disk that the guest sees. Since libvirt 0.10.2. */
    blockio: child<DiskBlockIo>(diskBlockIo, { since: '0.10.2' }),
    /** The image to which a running block job copies the disk. libvirt reports this element. Since libvirt 0.9.12. */
    mirror: child<DiskMirror>(diskMirror, { since: '0.9.12', assigned: true }),
    /** The device name and the bus of the disk in the guest. If omitted, vmc chooses the name and the bus. */
    target: filled(required(child<DiskTarget>(diskTarget))),
    /** The I/O limits of the disk. Cannot be combined with `throttlefilters`. Since libvirt 0.9.8. */
    iotune: child<IoTune>(iotune, { since: '0.9.8' }),
    /**
     * The throttle groups of the domain that limit the disk. Cannot be combined with `iotune`. Since libvirt 11.2.0.
     */
    throttlefilters: child<ThrottleFilters>(throttleFilters, { since: '11.2.0' }),
    /** Whether the disk is read-only for the guest. */
    readonly: flag(),
    /**
     * Whether several guests may write to the disk at the same time. A shareable disk must not use the host's page
     * cache.
     */
    shareable: flag(),
    /** Whether the disk discards the guest's changes when the guest stops. Since libvirt 0.9.5. */
    transient: allowEmpty(child<DiskTransient>(diskTransient, { since: '0.9.5' })),
    /**
     * The serial number of the disk that the guest sees. Most buses shorten the number to 20 to 36 characters. Since
     * libvirt 0.7.1.
     */
    serial: leaf(serialNumber, { since: '0.7.1' }),
    /** The World Wide Name (WWN) of the disk that the guest sees: 16 hexadecimal digits. Since libvirt 0.10.1. */
    wwn: leaf(
      matching(/(?:0x)?[0-9a-fA-F]{16}/, '16 hexadecimal digits, such as "5000c50015ea71ad"'),
      {
        since: '0.10.1',
      },
    ),
    /** The vendor name of a SCSI disk that the guest sees, with up to 8 characters. Since libvirt 1.0.1. */
    vendor: leaf(matching(/[ -~]{0,8}/, 'up to 8 ASCII characters'), { since: '1.0.1' }),
    /**
     * The product name of the disk that the guest sees: up to 16 characters for SCSI disks, up to 40 characters for
     * SATA and IDE disks. Since libvirt 1.0.1.
     */
    product: leaf(matching(/[ -~]{0,40}/, 'up to 40 ASCII characters'), { since: '1.0.1' }),
    /** The encryption of the disk image. This field is outdated. Use `encryption` in `source`. */
    encryption: child<DiskEncryption>(diskEncryption),
    /**
     * The position of the disk in the boot order. This boot order replaces the boot devices in `<os>`. Since libvirt
     * 0.8.8.
     */
    boot: child<DeviceBoot>(deviceBoot, { since: '0.8.8' }),
    /** The name that libvirt and QEMU use for the disk. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the disk to the guest. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** The address of the disk in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  {
    variantBy: ['device', 'type'],
    choices: [atMostOne('iotune', 'throttlefilters')],
    page,
  },
)
