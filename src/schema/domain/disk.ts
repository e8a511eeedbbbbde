import {
  integer,
  inVariant,
  line,
  matching,
  newer,
  newerMatching,
  oneOf,
  onOff,
  positive,
  text,
  yesNo,
} from '../core/codec.ts'
import {
  atMostOne,
  attribute,
  bare,
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

// A number of XML Schema that has no bounds.
const anyInteger = integer(-(10n ** 39n), 10n ** 39n, 'a whole number')

/** `<backenddomain>`: the driver domain of Xen that serves a disk. */
export interface BackendDomain extends Infer<typeof backendDomain> {}

const backendDomain = element(
  'backenddomain',
  {
    /** The name of the domain. */
    name: required(attribute(line)),
  },
  { lead: 'name', page },
)

/** `<geometry>` of a disk: what firmware and old systems see instead of what the hypervisor makes up. */
export interface DiskGeometry extends Infer<typeof diskGeometry> {}

const diskGeometry = element(
  'geometry',
  {
    /** The number of cylinders. */
    cyls: required(attribute(anyInteger)),
    /** The number of heads. */
    heads: required(attribute(anyInteger)),
    /** The number of sectors of a track. */
    secs: required(attribute(anyInteger)),
    /** How the BIOS translates it. */
    trans: attribute(oneOf('auto none lba')),
  },
  { page },
)

/** `<blockio>` of a disk: the sizes of its blocks. */
export interface DiskBlockIo extends Infer<typeof diskBlockIo> {}

const diskBlockIo = element(
  'blockio',
  {
    /** The bytes of the smallest unit that can be addressed. */
    logical_block_size: attribute(anyInteger),
    /** The bytes of the sectors that the disk says it has, so that the guest aligns to them. */
    physical_block_size: attribute(anyInteger),
    /** The fewest bytes that can be discarded at once, a multiple of the logical block. */
    discard_granularity: attribute(anyInteger),
  },
  { page },
)

/** `<target>` of a disk: how the guest sees it. */
export interface DiskTarget extends Infer<typeof diskTarget> {}

export const diskTarget = element(
  'target',
  {
    /**
     * The logical device name, a hint for the order of the disks: `vda`, `sdb`, `hdc`, `fda`, `xvda`. Filled in, by bus,
     * where it is left out. Since libvirt 0.0.3.
     */
    dev: filled(
      required(
        attribute(
          newerMatching(
            matching(
              /(?:ioemu:)?(?:fd|hd|sd|vd|xvd|ubd)[a-zA-Z0-9_]+|nvme[0-9]+n[0-9]+(?:p[0-9]+)?/,
              'a device name that begins with vd, sd, hd, xvd, fd or ubd, as "vda", or of NVMe, as "nvme0n1"',
            ),
            /^nvme/,
            '11.5.0',
          ),
          { since: '0.0.3' },
        ),
      ),
    ),
    /** The bus it is attached to. Filled in from the device name (`hda` is `ide`) where it is left out. Since libvirt 0.4.3. */
    bus: filled(
      attribute(
        newer(oneOf('ide fdc scsi virtio xen usb sata sd uml nvme'), {
          sata: '0.9.7',
          sd: '1.1.2',
          nvme: '11.5.0',
        }),
        { since: '0.4.3' },
      ),
    ),
    /** Whether the tray of a CD-ROM or floppy drive is open; closed where it is left out. Since libvirt 0.9.11. */
    tray: attribute(oneOf('open closed'), { default: 'closed', since: '0.9.11' }),
    /** Whether a USB or SCSI disk says that it can be taken out; off where it is left out. Since libvirt 1.1.3. */
    removable: attribute(onOff, { default: 'off', since: '1.1.3' }),
    /** Revolutions a minute, from 1025 to 65534, of a SCSI, IDE or SATA disk; 1 is one that does not rotate. Since libvirt 7.3.0. */
    rotation_rate: attribute(positive, { since: '7.3.0' }),
    /**
     * Whether a SCSI disk offers the guest DPO and FUA, which let single requests go past its cache; the hypervisor's
     * default if it is missing. Since libvirt 11.10.0.
     */
    dpofua: attribute(onOff, { since: '11.10.0' }),
  },
  { lead: 'dev', page },
)

/** `<throttlefilter>`: a throttle group of the domain that limits a disk. */
export interface ThrottleFilter extends Infer<typeof throttleFilter> {}

const throttleFilter = element(
  'throttlefilter',
  {
    /** The name of the group. */
    group: required(attribute(text)),
  },
  { lead: 'group', page },
)

/** `<throttlefilters>`: the throttle groups that limit a disk. */
export interface ThrottleFilters extends Infer<typeof throttleFilters> {}

const throttleFilters = element(
  'throttlefilters',
  {
    /** One of them; their order says nothing. */
    throttlefilter: many(child<ThrottleFilter>(throttleFilter)),
  },
  { page },
)

/** `<transient>`: the guest's changes are gone when it ends. */
export interface DiskTransient extends Infer<typeof diskTransient> {}

const diskTransient = element(
  'transient',
  {
    /** Several guests may run on the same image at once. Since libvirt 7.4.0. */
    shareBacking: attribute(yesNo, { since: '7.4.0' }),
  },
  { page },
)

// What the guest sees of a disk, and the kinds of source that cannot do without saying where.
const SOURCED = ['disk', 'cdrom', 'floppy'].flatMap(device =>
  ['network', 'vhostuser', 'vhostvdpa', 'ctl'].map(type => `${device}/${type}`),
)

/** `<disk>`: anything that looks like a disk to the guest. */
export interface Disk extends Infer<typeof disk> {}

export const disk = element(
  'disk',
  {
    /**
     * What the source is: a `file` of the host, a `block` device, a directory (`dir`), a place on the `network`, a
     * `volume` of a storage pool, an `nvme` controller, the server of another process (`vhostuser`, `vhostvdpa`), or under
     * bhyve the CAM target layer of the host (`ctl`, since libvirt 12.0.0).
     * `file` where it is left out. Since libvirt 0.0.3.
     */
    type: requiredIn(
      ['lun'],
      attribute(
        newer(
          inVariant({
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
     * What the guest sees: a `disk`, a `cdrom`, a `floppy`, or a `lun`, which takes SCSI commands straight to the device
     * of the host. `disk` where it is left out. Since libvirt 0.1.4.
     */
    device: attribute(newer(oneOf('disk cdrom floppy lun'), { lun: '0.9.10' }), {
      default: 'disk',
      since: '0.1.4',
    }),
    /**
     * What kind of virtio device it is: one of today, or one that old guests know. On USB, since libvirt 11.5.0, `usb-storage`
     * or `usb-bot`, with which a CD-ROM drive looks like one. Since libvirt 5.2.0.
     */
    model: attribute(
      newer(oneOf('virtio virtio-transitional virtio-non-transitional usb-storage usb-bot'), {
        'usb-storage': '11.5.0',
        'usb-bot': '11.5.0',
      }),
      { since: '5.2.0' },
    ),
    /** Whether the guest may send any SCSI command; QEMU then grants it for all disks. No where it is left out. Since libvirt 0.9.10. */
    rawio: attribute(yesNo, { in: ['lun'], default: 'no', since: '0.9.10' }),
    /** Whether SCSI commands were filtered; no hypervisor does it any more. Since libvirt 1.0.2. */
    sgio: attribute(oneOf('filtered unfiltered'), { in: ['lun'], since: '1.0.2' }),
    /**
     * What snapshots of the domain do with it: nothing (`no`), keep them in the image (`internal`) or beside it
     * (`external`), or leave them to others (`manual`). `no` for a read-only disk, else the hypervisor's choice, where
     * it is left out. Since libvirt 0.9.5.
     */
    snapshot: attribute(oneOf('no internal external manual'), { since: '0.9.5' }),
    /** The part of the hypervisor that serves it. Filled in, under QEMU, if the extension of the image's name tells the format. Since libvirt 0.1.8. */
    driver: filled(child<DiskDriver>(diskDriver, { since: '0.1.8' })),
    /** Who asks for a source on the network: the old place, today it stands in `source`. Since libvirt 0.9.7. */
    auth: child<DiskAuth>(diskAuth, { since: '0.9.7' }),
    /** Where its bytes are; a CD-ROM or floppy drive without one is empty. */
    source: requiredIn(
      [...SOURCED, 'lun/network'],
      child<DiskSource>(diskSource, { in: ['disk', 'cdrom', 'floppy', 'lun'] }),
    ),
    /** The image below its image; with nothing in it, there is none. Found by the hypervisor where it is left out. Since libvirt 1.2.4. */
    backingStore: bare(child<BackingStore>(backingStore, { since: '1.2.4', assigned: 'live' })),
    /** The driver domain of Xen that serves it. Since libvirt 1.2.13. */
    backenddomain: child<BackendDomain>(backendDomain, { since: '1.2.13' }),
    /** What firmware and old systems see of it. Since libvirt 0.10.0. */
    geometry: child<DiskGeometry>(diskGeometry, { since: '0.10.0' }),
    /** The sizes of its blocks. Since libvirt 0.10.2. */
    blockio: child<DiskBlockIo>(diskBlockIo, { since: '0.10.2' }),
    /** The image that a block job writes beside it, which libvirt reports while it runs. Since libvirt 0.9.12. */
    mirror: child<DiskMirror>(diskMirror, { since: '0.9.12', assigned: true }),
    /** How the guest sees it. Filled in where it is left out. */
    target: filled(required(child<DiskTarget>(diskTarget))),
    /** How fast it may be read and written. Instead of `throttlefilters`. Since libvirt 0.9.8. */
    iotune: child<IoTune>(iotune, { since: '0.9.8' }),
    /** The domain's throttle groups that limit it. Instead of `iotune`. Since libvirt 11.2.0. */
    throttlefilters: child<ThrottleFilters>(throttleFilters, { since: '11.2.0' }),
    /** The guest cannot write to it. */
    readonly: flag(),
    /** Several guests may write to it at once; caching has to be off for that. */
    shareable: flag(),
    /** The guest's changes are gone when it ends. Since libvirt 0.9.5. */
    transient: bare(child<DiskTransient>(diskTransient, { since: '0.9.5' })),
    /** The serial number the guest sees; most buses cut it after 20 to 36 characters. Since libvirt 0.7.1. */
    serial: leaf(serialNumber, { since: '0.7.1' }),
    /** The World Wide Name the guest sees: 16 hexadecimal digits. Since libvirt 0.10.1. */
    wwn: leaf(matching(/(?:0x)?[0-9a-fA-F]{16}/, '16 hexadecimal digits, as "5000c50015ea71ad"'), {
      since: '0.10.1',
    }),
    /** The maker the guest sees, in up to eight characters; of SCSI disks. Since libvirt 1.0.1. */
    vendor: leaf(matching(/[ -~]{0,8}/, 'up to 8 characters of ASCII'), { since: '1.0.1' }),
    /** The product the guest sees: up to 16 characters of SCSI disks, up to 40 of SATA and IDE disks. Since libvirt 1.0.1. */
    product: leaf(matching(/[ -~]{0,40}/, 'up to 40 characters of ASCII'), { since: '1.0.1' }),
    /** How it is encrypted: the old place, today it stands in `source`. */
    encryption: child<DiskEncryption>(diskEncryption),
    /** Its place in the boot order, instead of the boot devices of `<os>`. Since libvirt 0.8.8. */
    boot: child<DeviceBoot>(deviceBoot, { since: '0.8.8' }),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** How firmware tables speak of it. */
    acpi: child<DeviceAcpi>(deviceAcpi),
    /** Where the guest sees it. libvirt assigns one where it is left out. */
    address: child<Address>(address),
  },
  {
    by: ['device', 'type'],
    choices: [atMostOne('iotune', 'throttlefilters')],
    page,
  },
)
