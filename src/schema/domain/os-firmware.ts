import { absolutePath, integer, newer, newerMatching, oneOf, yesNo } from '../core/codec.ts'
import {
  atMostOne,
  attribute,
  child,
  content,
  element,
  type Infer,
  many,
  required,
  requiredIn,
} from '../core/element.ts'
import { type DiskSource, diskSource, imagePath } from './disk-source.ts'

const format = oneOf('raw qcow2')

/** `<feature>` of a firmware: something it has to be able to do, or not. */
export interface FirmwareFeature extends Infer<typeof firmwareFeature> {}

const firmwareFeature = element(
  'feature',
  {
    /** `true` wants the firmware to have it, `false` not to. */
    enabled: required(attribute(yesNo)),
    /** `secure-boot` checks what it boots; with `enrolled-keys` the common certificates are in place. */
    name: required(attribute(oneOf('enrolled-keys secure-boot'))),
  },
  { page: 'formatdomain.html#bios-bootloader' },
)

/** `<firmware>` of `<os>`: what a firmware has to be able to do for libvirt to choose it. */
export interface FirmwareFeatures extends Infer<typeof firmwareFeatures> {}

export const firmwareFeatures = element(
  'firmware',
  {
    /** One ability; those not named do not count. */
    feature: required(many(child<FirmwareFeature>(firmwareFeature))),
  },
  { page: 'formatdomain.html#bios-bootloader' },
)

/** `<loader>`: the firmware. */
export interface Loader extends Infer<typeof loader> {}

export const loader = element(
  'loader',
  {
    /** The guest cannot write to the image. Since libvirt 1.2.8. */
    readonly: attribute(yesNo, { since: '1.2.8' }),
    /** The firmware is able to do secure boot; this does not switch it on or off. Since libvirt 2.1.0. */
    secure: attribute(yesNo, { since: '2.1.0' }),
    /** Where the image is mapped: as `rom`, or as flash (`pflash`), as UEFI wants it. Since libvirt 1.2.8. */
    type: attribute(oneOf('rom pflash'), { since: '1.2.8' }),
    /** The firmware keeps nothing: there is no NVRAM, and changes end with the guest. Since libvirt 8.6.0. */
    stateless: attribute(yesNo, { since: '8.6.0' }),
    /** The format of the image; beside `firmware`, the only one libvirt may choose. Since libvirt 9.2.0. */
    format: attribute(format, { since: '9.2.0' }),
    /** The absolute path of the firmware on the host; libvirt's choice where it is left out. Since libvirt 0.1.0. */
    path: content(absolutePath),
  },
  { lead: 'path', page: 'formatdomain.html#bios-bootloader' },
)

const SOURCES = [
  ...['file', 'block', 'dir', 'network', 'volume', 'nvme', 'vhostuser', 'vhostvdpa'],
  'ctl',
]

/** `<nvram>` of `<os>`: where UEFI keeps its variables. */
export interface OsNvram extends Infer<typeof osNvram> {}

export const osNvram = element(
  'nvram',
  {
    /** The absolute path of the image that the variables are first copied from; the firmware's own where it is left out. */
    template: attribute(absolutePath),
    /** The format of the template. Since libvirt 10.10.0. */
    templateFormat: attribute(format, { since: '10.10.0' }),
    /** What the source is, as that of a disk; `file` where there is a source and no type. Since libvirt 8.5.0. */
    type: attribute(
      newer(oneOf('file block dir network volume nvme vhostuser vhostvdpa ctl'), {
        ctl: '12.0.0',
      }),
      { default: 'file', since: '8.5.0' },
    ),
    /** The format of the image. Since libvirt 9.2.0. */
    format: attribute(format, { since: '9.2.0' }),
    /**
     * The absolute path of the image on the host, instead of a type and a source; under VMware `[datastore] path`, by
     * libvirt 12.8.0 at the latest.
     */
    path: content(newerMatching(imagePath, /^\[/, '12.8.0')),
    /** Where the image is, written as the source of a disk. Since libvirt 8.5.0. */
    source: requiredIn(
      ['network', 'vhostuser', 'vhostvdpa', 'ctl'],
      child<DiskSource>(diskSource, { in: SOURCES, since: '8.5.0' }),
    ),
  },
  {
    lead: 'path',
    by: 'type',
    choices: [atMostOne('path', ['type', 'source'])],
    onceNeeded: { templateFormat: { beside: 'template', until: '12.0.0' } },
    page: 'formatdomain.html#bios-bootloader',
  },
)

/** `<varstore>` of `<os>`: where QEMU's `uefi-vars` device keeps the variables of UEFI. Instead of `<nvram>`. */
export interface OsVarstore extends Infer<typeof osVarstore> {}

export const osVarstore = element(
  'varstore',
  {
    /** The absolute path of the file that the variables are first copied from; libvirt's choice if it is missing. */
    template: attribute(absolutePath),
    /** The absolute path of the guest's own file; libvirt's choice if it is missing. */
    path: attribute(absolutePath),
  },
  { page: 'formatdomain.html#guest-firmware' },
)

/** `<bootmenu>`: the firmware's menu of boot devices. */
export interface Bootmenu extends Infer<typeof bootmenu> {}

export const bootmenu = element(
  'bootmenu',
  {
    /** Whether the guest offers the menu when it starts. */
    enable: required(attribute(yesNo)),
    /** How many milliseconds the menu waits. Since libvirt 1.2.8. */
    timeout: attribute(integer(0, 65535), { since: '1.2.8' }),
  },
  { lead: 'enable', page: 'formatdomain.html#bios-bootloader' },
)

/** `<bios>`: habits of a BIOS. */
export interface Bios extends Infer<typeof bios> {}

export const bios = element(
  'bios',
  {
    /** The BIOS shows its messages on the first serial port as well. Since libvirt 0.9.4. */
    useserial: attribute(yesNo, { since: '0.9.4' }),
    /** After how many milliseconds a guest that found nothing to boot starts again; -1 for never. Since libvirt 0.10.2. */
    rebootTimeout: attribute(integer(-1, 32767), { since: '0.10.2' }),
  },
  { page: 'formatdomain.html#bios-bootloader' },
)

/** `<smbios>`: where the guest's SMBIOS tables come from. */
export interface Smbios extends Infer<typeof smbios> {}

export const smbios = element(
  'smbios',
  {
    /** `emulate` leaves them to the hypervisor, `host` copies the host's, `sysinfo` takes those of `<sysinfo>`. */
    mode: required(attribute(oneOf('emulate host sysinfo'))),
  },
  { lead: 'mode', page: 'formatdomain.html#bios-bootloader' },
)
