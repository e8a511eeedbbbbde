import { oneOf, text, withSince } from '../core/codec.ts'
import {
  atMostOne,
  attribute,
  child,
  content,
  element,
  type Infer,
  leaf,
  many,
  required,
} from '../core/element.ts'

const page = 'formatdomain.html#smbios-system-information'

/** `<entry>` of `<bios>` in `<sysinfo>`: a named value of the SMBIOS firmware block. */
export interface BiosEntry extends Infer<typeof biosEntry> {}

const biosEntry = element(
  'entry',
  {
    /**
     * The name of the entry in the SMBIOS firmware block. The value of `date` has the format `mm/dd/yyyy`, and the
     * value of `release` has the format `10.22`.
     */
    name: required(attribute(oneOf('vendor version date release'))),
    /** The value of the SMBIOS entry that the guest reads. */
    value: content(text),
  },
  { page },
)

/** `<bios>` in `<sysinfo>`: SMBIOS block 0, which describes the firmware. */
export interface SysinfoBios extends Infer<typeof sysinfoBios> {}

const sysinfoBios = element(
  'bios',
  {
    /** The named values of the SMBIOS firmware block. */
    entry: required(many(child<BiosEntry>(biosEntry))),
  },
  { page },
)

/** `<entry>` of `<system>` in `<sysinfo>`: a named value of the SMBIOS system block. */
export interface SystemEntry extends Infer<typeof systemEntry> {}

const systemEntry = element(
  'entry',
  {
    /**
     * The name of the entry in the SMBIOS system block. The value of `uuid` must be equal to the UUID of the domain.
     */
    name: required(attribute(oneOf('manufacturer product version serial uuid sku family'))),
    /** The value of the SMBIOS entry that the guest reads. */
    value: content(text),
  },
  { page },
)

/** `<system>` in `<sysinfo>`: SMBIOS block 1, which describes the machine. */
export interface SysinfoSystem extends Infer<typeof sysinfoSystem> {}

const sysinfoSystem = element(
  'system',
  {
    /** The named values of the SMBIOS system block. */
    entry: required(many(child<SystemEntry>(systemEntry))),
  },
  { page },
)

/** `<entry>` of `<baseBoard>` in `<sysinfo>`: a named value of an SMBIOS base board block. */
export interface BaseBoardEntry extends Infer<typeof baseBoardEntry> {}

const baseBoardEntry = element(
  'entry',
  {
    /** The name of the entry in the SMBIOS base board block. `location` is the position of the board in the chassis. */
    name: required(attribute(oneOf('manufacturer product version serial asset location'))),
    /** The value of the SMBIOS entry that the guest reads. */
    value: content(text),
  },
  { page },
)

/** `<baseBoard>` in `<sysinfo>`: SMBIOS block 2, which describes a base board. */
export interface SysinfoBaseBoard extends Infer<typeof sysinfoBaseBoard> {}

const sysinfoBaseBoard = element(
  'baseBoard',
  {
    /** The named values of the SMBIOS base board block. */
    entry: required(many(child<BaseBoardEntry>(baseBoardEntry))),
  },
  { page },
)

/** `<entry>` of `<chassis>` in `<sysinfo>`: a named value of the SMBIOS chassis block. */
export interface ChassisEntry extends Infer<typeof chassisEntry> {}

const chassisEntry = element(
  'entry',
  {
    /** The name of the entry in the SMBIOS chassis block. */
    name: required(attribute(oneOf('manufacturer version serial asset sku'))),
    /** The value of the SMBIOS entry that the guest reads. */
    value: content(text),
  },
  { page },
)

/** `<chassis>` in `<sysinfo>`: SMBIOS block 3, which describes the chassis. */
export interface SysinfoChassis extends Infer<typeof sysinfoChassis> {}

const sysinfoChassis = element(
  'chassis',
  {
    /** The named values of the SMBIOS chassis block. */
    entry: required(many(child<ChassisEntry>(chassisEntry))),
  },
  { page },
)

/** `<oemStrings>` in `<sysinfo>`: SMBIOS block 11, which contains strings for programs in the guest. */
export interface OemStrings extends Infer<typeof oemStrings> {}

const oemStrings = element(
  'oemStrings',
  {
    /**
     * The OEM strings, which programs in the guest read. By convention, each string starts with the name of the program
     * that reads it.
     */
    entry: required(many(leaf(text))),
  },
  { lead: 'entry', page },
)

/** `<entry>` in a `<sysinfo>` of type `fwcfg`: named data for the firmware or the guest. */
export interface FwcfgEntry extends Infer<typeof fwcfgEntry> {}

const fwcfgEntry = element(
  'entry',
  {
    /** The name of the fw_cfg entry. It must begin with `opt/`, such as `opt/com.example/config`. */
    name: required(attribute(text)),
    /** The path of a host file that contains the data of the fw_cfg entry. Cannot be combined with `value`. */
    file: attribute(text),
    /** The data of the fw_cfg entry, which the firmware or the guest reads. */
    value: content(text),
  },
  { choices: [atMostOne('file', 'value')], page },
)

/** `<sysinfo>`: the system information that the guest can read, such as SMBIOS strings. */
export interface Sysinfo extends Infer<typeof sysinfo> {}

export const sysinfo = element(
  'sysinfo',
  {
    /**
     * How the guest reads the system information: from SMBIOS tables (`smbios`), or from QEMU's firmware configuration device
     * (`fwcfg`, since libvirt 6.5.0). SMBIOS tables require `<smbios mode="sysinfo"/>` in `<os>`.
     */
    type: required(attribute(withSince(oneOf('smbios fwcfg'), { fwcfg: '6.5.0' }))),
    /** The SMBIOS block that describes the firmware. */
    bios: child<SysinfoBios>(sysinfoBios, { in: ['smbios'] }),
    /** The SMBIOS block that describes the machine. */
    system: child<SysinfoSystem>(sysinfoSystem, { in: ['smbios'] }),
    /** The SMBIOS blocks that describe the base boards. */
    baseBoard: many(child<SysinfoBaseBoard>(sysinfoBaseBoard, { in: ['smbios'] })),
    /** The SMBIOS block that describes the chassis. Since libvirt 4.1.0. */
    chassis: child<SysinfoChassis>(sysinfoChassis, { in: ['smbios'], since: '4.1.0' }),
    /** The SMBIOS strings for programs in the guest. Since libvirt 4.1.0. */
    oemStrings: child<OemStrings>(oemStrings, { in: ['smbios'], since: '4.1.0' }),
    /** The named data that a `<sysinfo>` of type `fwcfg` passes to the firmware or the guest. */
    entry: many(child<FwcfgEntry>(fwcfgEntry, { in: ['fwcfg'] })),
  },
  { variantBy: 'type', page },
)
