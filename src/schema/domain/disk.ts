import {
  integer,
  line,
  matching,
  oneOf,
  onOff,
  perVariant,
  positive,
  text,
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

// libvirt's grammar sets no bounds for these numbers.
const anyInteger = integer(-(10n ** 39n), 10n ** 39n, 'a whole number')

/** `<backenddomain>`: the Xen driver domain that serves a disk. */
export interface BackendDomain extends Infer<typeof backendDomain> {}

const backendDomain = element(
  'backenddomain',
  {
    /** The name of the driver domain. */
    name: required(attribute(line)),
  },
  { lead: 'name', page },
)

/**
 * `<geometry>` of a disk: the geometry that firmware and old operating systems see, instead of the hypervisor's
 * default.
 */
export interface DiskGeometry extends Infer<typeof diskGeometry> {}

const diskGeometry = element(
  'geometry',
  {
    /** The number of cylinders. */
    cyls: required(attribute(anyInteger)),
    /** The number of heads. */
    heads: required(attribute(anyInteger)),
    /** The number of sectors per track. */
    secs: required(attribute(anyInteger)),
    /** How the BIOS translates the geometry. */
    trans: attribute(oneOf('auto none lba')),
  },
  { page },
)

/** `<blockio>` of a disk: the block sizes that the guest sees. */
export interface DiskBlockIo extends Infer<typeof diskBlockIo> {}

const diskBlockIo = element(
  'blockio',
  {
    /** The size of the smallest addressable unit, in bytes. */
    logical_block_size: attribute(anyInteger),
    /** The sector size that the disk reports, in bytes. The guest aligns its I/O to it. */
    physical_block_size: attribute(anyInteger),
    /** The smallest amount that the guest can discard at once, in bytes; a multiple of the logical block size. */
    discard_granularity: attribute(anyInteger),
  },
  { page },
)

/** `<target>` of a disk: the device name and the bus in the guest. */
export interface DiskTarget extends Infer<typeof diskTarget> {}

export const diskTarget = element(
  'target',
  {
    /**
     * The logical device name, such as `vda`, `sdb`, `hdc`, `fda` or `xvda`. libvirt orders the disks by name, but
     * the guest may use other names. If omitted, vmc fills in a name for the bus. Since libvirt 0.0.3.
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
     * The bus of the disk. If omitted, vmc fills in the bus that matches the device name (`hda` is on `ide`). Since
     * libvirt 0.4.3.
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
    /** Whether a USB or SCSI disk reports that it is removable. Default: `off`. Since libvirt 1.1.3. */
    removable: attribute(onOff, { default: 'off', since: '1.1.3' }),
    /**
     * The rotation rate of a SCSI, IDE or SATA disk: 1025 to 65534 revolutions per minute, or 1 for a disk that does
     * not rotate. Since libvirt 7.3.0.
     */
    rotation_rate: attribute(positive, { since: '7.3.0' }),
    /**
     * Whether a SCSI disk supports the DPO and FUA bits, with which single requests bypass the disk's cache. If
     * omitted, the hypervisor decides. Since libvirt 11.10.0.
     */
    dpofua: attribute(onOff, { since: '11.10.0' }),
  },
  { lead: 'dev', page },
)

/** `<throttlefilter>`: a throttle group that limits a disk. */
export interface ThrottleFilter extends Infer<typeof throttleFilter> {}

const throttleFilter = element(
  'throttlefilter',
  {
    /** The name of the throttle group. */
    group: required(attribute(text)),
  },
  { lead: 'group', page },
)

/** `<throttlefilters>`: the throttle groups that limit a disk. */
export interface ThrottleFilters extends Infer<typeof throttleFilters> {}

const throttleFilters = element(
  'throttlefilters',
  {
    /** One throttle group. The order is not significant. */
    throttlefilter: many(child<ThrottleFilter>(throttleFilter)),
  },
  { page },
)

/** `<transient>`: discards the guest's changes when the guest stops. */
export interface DiskTransient extends Infer<typeof diskTransient> {}

const diskTransient = element(
  'transient',
  {
    /** Whether several guests may run on the same image at once. Since libvirt 7.4.0. */
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
     * The kind of source: a host `file`, a `block` device, a directory (`dir`), an image on the `network`, a `volume`
     * of a storage pool, an `nvme` controller, a server process (`vhostuser`, `vhostvdpa`), or with bhyve the host's
     * CAM target layer (`ctl`, since libvirt 12.0.0). Default: `file`. Since libvirt 0.0.3.
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
     * The device that the guest sees: a `disk`, a `cdrom`, a `floppy`, or a `lun`, which passes SCSI commands
     * directly to the host device. Default: `disk`. Since libvirt 0.1.4.
     */
    device: attribute(withSince(oneOf('disk cdrom floppy lun'), { lun: '0.9.10' }), {
      default: 'disk',
      since: '0.1.4',
    }),
    /**
     * The model of the device. `virtio-transitional` also works with old guests and `virtio-non-transitional` only
     * with current guests. On USB, since libvirt 11.5.0: `usb-storage`, or `usb-bot`, which a CD-ROM drive needs in
     * order to appear as a CD-ROM drive. Since libvirt 5.2.0.
     */
    model: attribute(
      withSince(oneOf('virtio virtio-transitional virtio-non-transitional usb-storage usb-bot'), {
        'usb-storage': '11.5.0',
        'usb-bot': '11.5.0',
      }),
      { since: '5.2.0' },
    ),
    /**
     * Whether the guest may send any SCSI command. QEMU then allows this for all its disks. Default: `no`. Since
     * libvirt 0.9.10.
     */
    rawio: attribute(yesNo, { in: ['lun'], default: 'no', since: '0.9.10' }),
    /** Whether the kernel filters SCSI commands. No current hypervisor supports this. Since libvirt 1.0.2. */
    sgio: attribute(oneOf('filtered unfiltered'), { in: ['lun'], since: '1.0.2' }),
    /**
     * How domain snapshots include the disk: not at all (`no`), inside the image (`internal`), in a separate image
     * (`external`), or by other means (`manual`). Default: `no` for a read-only disk; otherwise the hypervisor
     * chooses. Since libvirt 0.9.5.
     */
    snapshot: attribute(oneOf('no internal external manual'), { since: '0.9.5' }),
    /**
     * How the hypervisor accesses the image. With QEMU, vmc fills in the driver if the file extension implies the
     * format. Since libvirt 0.1.8.
     */
    driver: filled(child<DiskDriver>(diskDriver, { since: '0.1.8' })),
    /** The credentials for a network source. Outdated: use `auth` in `source` instead. Since libvirt 0.9.7. */
    auth: child<DiskAuth>(diskAuth, { since: '0.9.7' }),
    /** The location of the image. A CD-ROM or floppy drive without a source is empty. */
    source: requiredIn(
      [...VARIANTS_WITH_SOURCE, 'lun/network'],
      child<DiskSource>(diskSource, { in: ['disk', 'cdrom', 'floppy', 'lun'] }),
    ),
    /**
     * The backing image. An empty element ends the backing chain. If omitted, the hypervisor detects the chain. Since
     * libvirt 1.2.4.
     */
    backingStore: allowEmpty(
      child<BackingStore>(backingStore, { since: '1.2.4', assigned: 'live' }),
    ),
    /** The Xen driver domain that serves the disk. Since libvirt 1.2.13. */
    backenddomain: child<BackendDomain>(backendDomain, { since: '1.2.13' }),
    /** The geometry that firmware and old operating systems see. Since libvirt 0.10.0. */
    geometry: child<DiskGeometry>(diskGeometry, { since: '0.10.0' }),
    /** The block sizes that the guest sees. Since libvirt 0.10.2. */
    blockio: child<DiskBlockIo>(diskBlockIo, { since: '0.10.2' }),
    /** The image that a running block job copies to. libvirt reports it. Since libvirt 0.9.12. */
    mirror: child<DiskMirror>(diskMirror, { since: '0.9.12', assigned: true }),
    /** The device name and the bus in the guest. If omitted, vmc fills in the target. */
    target: filled(required(child<DiskTarget>(diskTarget))),
    /** The I/O limits of the disk. Excludes `throttlefilters`. Since libvirt 0.9.8. */
    iotune: child<IoTune>(iotune, { since: '0.9.8' }),
    /** The throttle groups of the domain that limit the disk. Excludes `iotune`. Since libvirt 11.2.0. */
    throttlefilters: child<ThrottleFilters>(throttleFilters, { since: '11.2.0' }),
    /** Whether the disk is read-only for the guest. */
    readonly: flag(),
    /** Whether several guests may write to the disk at once. This requires caching to be off. */
    shareable: flag(),
    /** Discards the guest's changes when the guest stops. Since libvirt 0.9.5. */
    transient: allowEmpty(child<DiskTransient>(diskTransient, { since: '0.9.5' })),
    /** The serial number that the guest sees. Most buses truncate it after 20 to 36 characters. Since libvirt 0.7.1. */
    serial: leaf(serialNumber, { since: '0.7.1' }),
    /** The World Wide Name (WWN) that the guest sees, 16 hexadecimal digits. Since libvirt 0.10.1. */
    wwn: leaf(
      matching(/(?:0x)?[0-9a-fA-F]{16}/, '16 hexadecimal digits, such as "5000c50015ea71ad"'),
      {
        since: '0.10.1',
      },
    ),
    /** The vendor name that the guest sees, up to 8 characters, for SCSI disks. Since libvirt 1.0.1. */
    vendor: leaf(matching(/[ -~]{0,8}/, 'up to 8 ASCII characters'), { since: '1.0.1' }),
    /**
     * The product name that the guest sees: up to 16 characters for SCSI disks, up to 40 for SATA and IDE disks.
     * Since libvirt 1.0.1.
     */
    product: leaf(matching(/[ -~]{0,40}/, 'up to 40 ASCII characters'), { since: '1.0.1' }),
    /** The encryption of the image. Outdated: use `encryption` in `source` instead. */
    encryption: child<DiskEncryption>(diskEncryption),
    /** The position in the boot order, instead of the boot devices of `<os>`. Since libvirt 0.8.8. */
    boot: child<DeviceBoot>(deviceBoot, { since: '0.8.8' }),
    /** The name that libvirt and QEMU use for the device. */
    alias: child<Alias>(alias),
    /** How ACPI tables describe the device to the guest. */
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
