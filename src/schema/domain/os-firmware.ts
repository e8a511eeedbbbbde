import { absolutePath, integer, oneOf, withPatternSince, withSince, yesNo } from '../core/codec.ts'
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

const imageFormat = oneOf('raw qcow2')

/** `<feature>` in `<firmware>`: a feature that the chosen firmware must have or must not have. */
export interface FirmwareFeature extends Infer<typeof firmwareFeature> {}

const firmwareFeature = element(
  'feature',
  {
    /** Whether the chosen firmware must have the feature (`true`) or must not have the feature (`false`). */
    enabled: required(attribute(yesNo)),
    /**
     * The name of the firmware feature. With `secure-boot`, the firmware verifies the programs that it boots. With
     * `enrolled-keys`, the firmware includes the common certificates for this verification.
     */
    name: required(attribute(oneOf('enrolled-keys secure-boot'))),
  },
  { page: 'formatdomain.html#bios-bootloader' },
)

/** `<firmware>` in `<os>`: the features by which libvirt chooses a firmware image for the guest. */
export interface FirmwareFeatures extends Infer<typeof firmwareFeatures> {}

export const firmwareFeatures = element(
  'firmware',
  {
    /** The features that the chosen firmware must have or must not have. Other features do not matter. */
    feature: required(many(child<FirmwareFeature>(firmwareFeature))),
  },
  { page: 'formatdomain.html#bios-bootloader' },
)

/** `<loader>`: the firmware image that the guest runs. */
export interface Loader extends Infer<typeof loader> {}

export const loader = element(
  'loader',
  {
    /** Whether the firmware image is read-only for the guest. Since libvirt 1.2.8. */
    readonly: attribute(yesNo, { since: '1.2.8' }),
    /**
     * Whether the firmware image supports secure boot. The attribute does not turn secure boot on or off. Since libvirt
     * 2.1.0.
     */
    secure: attribute(yesNo, { since: '2.1.0' }),
    /**
     * How the firmware image is mapped into the guest: as ROM (`rom`), or as flash memory (`pflash`), which UEFI uses.
     * Since libvirt 1.2.8.
     */
    type: attribute(oneOf('rom pflash'), { since: '1.2.8' }),
    /**
     * Whether the firmware runs without NVRAM, so that changes to the firmware settings are lost when the guest stops.
     * Since libvirt 8.6.0.
     */
    stateless: attribute(yesNo, { since: '8.6.0' }),
    /**
     * The format of the firmware image. If `firmware` is set, libvirt chooses only an image in this format. Since
     * libvirt 9.2.0.
     */
    format: attribute(imageFormat, { since: '9.2.0' }),
    /**
     * The absolute path of the firmware image on the host. If omitted, libvirt chooses the image. Since libvirt 0.1.0.
     */
    path: content(absolutePath),
  },
  { lead: 'path', page: 'formatdomain.html#bios-bootloader' },
)

const NVRAM_SOURCE_TYPES = [
  ...['file', 'block', 'dir', 'network', 'volume', 'nvme', 'vhostuser', 'vhostvdpa'],
  'ctl',
]

/** `<nvram>` in `<os>`: the NVRAM image, which stores the UEFI variables of the guest. */
export interface OsNvram extends Infer<typeof osNvram> {}

export const osNvram = element(
  'nvram',
  {
    /**
     * The absolute path on the host of the template for the UEFI variables. libvirt copies the template to create the
     * NVRAM image of a guest. Default: the template of the firmware.
     */
    template: attribute(absolutePath),
    /** The image format of the template for the UEFI variables. Since libvirt 10.10.0. */
    templateFormat: attribute(imageFormat, { since: '10.10.0' }),
    /**
     * The type of the source of the NVRAM image, with the same values as the type of a disk. Default if `source` is
     * set: `file`. Since libvirt 8.5.0.
     */
    type: attribute(
      withSince(oneOf('file block dir network volume nvme vhostuser vhostvdpa ctl'), {
        ctl: '12.0.0',
      }),
      { default: 'file', since: '8.5.0' },
    ),
    /** The format of the NVRAM image, which stores the UEFI variables. Since libvirt 9.2.0. */
    format: attribute(imageFormat, { since: '9.2.0' }),
    /**
     * The absolute path of the NVRAM image on the host. Cannot be combined with `type` and `source`. With VMware, the
     * path has the form `[datastore] path`. vmc accepts this form for libvirt 12.8.0 and later.
     */
    path: content(withPatternSince(imagePath, /^\[/, '12.8.0')),
    /** The location of the NVRAM image, with the same fields as the source of a disk. Since libvirt 8.5.0. */
    source: requiredIn(
      ['network', 'vhostuser', 'vhostvdpa', 'ctl'],
      child<DiskSource>(diskSource, { in: NVRAM_SOURCE_TYPES, since: '8.5.0' }),
    ),
  },
  {
    lead: 'path',
    variantBy: 'type',
    choices: [atMostOne('path', ['type', 'source'])],
    requiresBefore: { templateFormat: { field: 'template', release: '12.0.0' } },
    page: 'formatdomain.html#bios-bootloader',
  },
)

/**
 * `<varstore>` in `<os>`: the file in which QEMU's `uefi-vars` device stores the UEFI variables. Cannot be combined with
 * `<nvram>`.
 */
export interface OsVarstore extends Infer<typeof osVarstore> {}

export const osVarstore = element(
  'varstore',
  {
    /**
     * The absolute path on the host of the template for the UEFI variables. libvirt copies the template to create the
     * file with the UEFI variables of a guest. If omitted, libvirt chooses a template.
     */
    template: attribute(absolutePath),
    /**
     * The absolute path on the host of the file with the UEFI variables of this guest. If omitted, libvirt chooses a
     * path.
     */
    path: attribute(absolutePath),
  },
  { page: 'formatdomain.html#guest-firmware' },
)

/** `<bootmenu>`: the boot menu of the guest's firmware. */
export interface Bootmenu extends Infer<typeof bootmenu> {}

export const bootmenu = element(
  'bootmenu',
  {
    /** Whether the firmware offers a boot menu when the guest starts. */
    enable: required(attribute(yesNo)),
    /** The time for which the boot menu waits for the user's choice, in milliseconds. Since libvirt 1.2.8. */
    timeout: attribute(integer(0, 65535), { since: '1.2.8' }),
  },
  { lead: 'enable', page: 'formatdomain.html#bios-bootloader' },
)

/** `<bios>`: the settings of the guest's BIOS. */
export interface Bios extends Infer<typeof bios> {}

export const bios = element(
  'bios',
  {
    /** Whether the BIOS also prints its messages on the first serial port. Since libvirt 0.9.4. */
    useserial: attribute(yesNo, { since: '0.9.4' }),
    /**
     * The time after which the BIOS restarts the guest if it finds nothing to boot from, in milliseconds. -1 means
     * never. Since libvirt 0.10.2.
     */
    rebootTimeout: attribute(integer(-1, 32767), { since: '0.10.2' }),
  },
  { page: 'formatdomain.html#bios-bootloader' },
)

/** `<smbios>`: the source of the guest's SMBIOS tables. */
export interface Smbios extends Infer<typeof smbios> {}

export const smbios = element(
  'smbios',
  {
    /**
     * The source of the SMBIOS values: the hypervisor (`emulate`), the host (`host`), or the element `<sysinfo>`
     * (`sysinfo`).
     */
    mode: required(attribute(oneOf('emulate host sysinfo'))),
  },
  { lead: 'mode', page: 'formatdomain.html#bios-bootloader' },
)
