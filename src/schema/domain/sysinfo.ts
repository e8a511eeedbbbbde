import { newer, oneOf, text } from '../core/codec.ts'
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

/** `<entry>` of the BIOS block. */
export interface BiosEntry extends Infer<typeof biosEntry> {}

const biosEntry = element(
  'entry',
  {
    /** Which one; a `date` is written `mm/dd/yyyy`, a `release` as `10.22`. */
    name: required(attribute(oneOf('vendor version date release'))),
    /** What it says. */
    value: content(text),
  },
  { page },
)

/** `<bios>` of `<sysinfo>`: block 0 of SMBIOS, the firmware. */
export interface SysinfoBios extends Infer<typeof sysinfoBios> {}

const sysinfoBios = element(
  'bios',
  {
    /** One entry of the block. */
    entry: required(many(child<BiosEntry>(biosEntry))),
  },
  { page },
)

/** `<entry>` of the system block. */
export interface SystemEntry extends Infer<typeof systemEntry> {}

const systemEntry = element(
  'entry',
  {
    /** Which one; a `uuid` has to be the domain's own. */
    name: required(attribute(oneOf('manufacturer product version serial uuid sku family'))),
    /** What it says. */
    value: content(text),
  },
  { page },
)

/** `<system>` of `<sysinfo>`: block 1 of SMBIOS, the machine. */
export interface SysinfoSystem extends Infer<typeof sysinfoSystem> {}

const sysinfoSystem = element(
  'system',
  {
    /** One entry of the block. */
    entry: required(many(child<SystemEntry>(systemEntry))),
  },
  { page },
)

/** `<entry>` of a base board's block. */
export interface BaseBoardEntry extends Infer<typeof baseBoardEntry> {}

const baseBoardEntry = element(
  'entry',
  {
    /** Which one; `location` is the place in the chassis. */
    name: required(attribute(oneOf('manufacturer product version serial asset location'))),
    /** What it says. */
    value: content(text),
  },
  { page },
)

/** `<baseBoard>` of `<sysinfo>`: block 2 of SMBIOS, a main board. */
export interface SysinfoBaseBoard extends Infer<typeof sysinfoBaseBoard> {}

const sysinfoBaseBoard = element(
  'baseBoard',
  {
    /** One entry of the block. */
    entry: required(many(child<BaseBoardEntry>(baseBoardEntry))),
  },
  { page },
)

/** `<entry>` of the chassis block. */
export interface ChassisEntry extends Infer<typeof chassisEntry> {}

const chassisEntry = element(
  'entry',
  {
    /** Which one. */
    name: required(attribute(oneOf('manufacturer version serial asset sku'))),
    /** What it says. */
    value: content(text),
  },
  { page },
)

/** `<chassis>` of `<sysinfo>`: block 3 of SMBIOS, the case. */
export interface SysinfoChassis extends Infer<typeof sysinfoChassis> {}

const sysinfoChassis = element(
  'chassis',
  {
    /** One entry of the block. */
    entry: required(many(child<ChassisEntry>(chassisEntry))),
  },
  { page },
)

/** `<oemStrings>` of `<sysinfo>`: block 11 of SMBIOS, texts for programs of the guest. */
export interface OemStrings extends Infer<typeof oemStrings> {}

const oemStrings = element(
  'oemStrings',
  {
    /** One text, best begun with the name of the program it is for. */
    entry: required(many(leaf(text))),
  },
  { lead: 'entry', page },
)

/** `<entry>` of `fwcfg`: data for the firmware or the guest, by name. */
export interface FwcfgEntry extends Infer<typeof fwcfgEntry> {}

const fwcfgEntry = element(
  'entry',
  {
    /** The name, which begins with `opt/`: `opt/com.example/config`. */
    name: required(attribute(text)),
    /** The path of a file of the host that holds the data, instead of `value`. */
    file: attribute(text),
    /** The data itself. */
    value: content(text),
  },
  { choices: [atMostOne('file', 'value')], page },
)

/** `<sysinfo>`: what the guest is told of the machine it runs on. */
export interface Sysinfo extends Infer<typeof sysinfo> {}

export const sysinfo = element(
  'sysinfo',
  {
    /** `smbios` tables, which need `<smbios mode="sysinfo"/>` in `<os>`, or QEMU's firmware configuration (`fwcfg`, since libvirt 6.5.0). */
    type: required(attribute(newer(oneOf('smbios fwcfg'), { fwcfg: '6.5.0' }))),
    /** The firmware. */
    bios: child<SysinfoBios>(sysinfoBios, { in: ['smbios'] }),
    /** The machine. */
    system: child<SysinfoSystem>(sysinfoSystem, { in: ['smbios'] }),
    /** The main boards. */
    baseBoard: many(child<SysinfoBaseBoard>(sysinfoBaseBoard, { in: ['smbios'] })),
    /** The case. Since libvirt 4.1.0. */
    chassis: child<SysinfoChassis>(sysinfoChassis, { in: ['smbios'], since: '4.1.0' }),
    /** Texts for programs of the guest. Since libvirt 4.1.0. */
    oemStrings: child<OemStrings>(oemStrings, { in: ['smbios'], since: '4.1.0' }),
    /** Data by name, for `fwcfg`. */
    entry: many(child<FwcfgEntry>(fwcfgEntry, { in: ['fwcfg'] })),
  },
  { by: 'type', page },
)
