import type { Fluent } from '../schema/core/element.ts'
import {
  type BaseBoardEntry,
  type BiosEntry,
  type ChassisEntry,
  type Sysinfo,
  type SystemEntry,
  sysinfo,
} from '../schema/domain/sysinfo.ts'
import { Builder, derive, factory, invertible } from './builder.ts'

/** The builder for a `<sysinfo>` element, with one method for each field of the element. */
export interface SysinfoBuilder extends Fluent<typeof sysinfo, SysinfoBuilder> {}
export class SysinfoBuilder extends Builder<Sysinfo> {}
derive(SysinfoBuilder, sysinfo)

type Entries<E extends { readonly name: unknown }> = {
  readonly [K in Extract<E['name'], string>]?: string
}

/** The contents of the guest's SMBIOS tables. Each table consists of named entries. */
export interface SmbiosTables {
  /** The SMBIOS entries about the firmware. */
  readonly bios?: Entries<BiosEntry>
  /** The SMBIOS entries about the machine. */
  readonly system?: Entries<SystemEntry>
  /** The SMBIOS entries about the mainboard, or a list of such entries for several boards. */
  readonly baseBoard?: Entries<BaseBoardEntry> | readonly Entries<BaseBoardEntry>[]
  /** The SMBIOS entries about the chassis. Since libvirt 4.1.0. */
  readonly chassis?: Entries<ChassisEntry>
  /** Vendor-specific SMBIOS strings, which programs in the guest can read. Since libvirt 4.1.0. */
  readonly oemStrings?: readonly string[]
}

/**
 * A `<sysinfo>` element with SMBIOS tables. The guest sees the tables only if the domain also has `<smbios mode="sysinfo">`.
 * The method `.smbios()` of a domain writes both elements.
 *
 * @example
 * domain('fv0').hvm().sysinfo(smbiosTables({ system: { manufacturer: 'Example', serial: 'A1' } }))
 * // <sysinfo type="smbios">
 * //   <system>
 * //     <entry name="manufacturer">Example</entry>
 * //     <entry name="serial">A1</entry>
 * //   </system>
 * // </sysinfo>
 *
 * @example
 * domain('fv0').hvm().sysinfo(smbiosTables({ baseBoard: { serial: 'B1' } }))
 * // <sysinfo type="smbios">
 * //   <baseBoard>
 * //     <entry name="serial">B1</entry>
 * //   </baseBoard>
 * // </sysinfo>
 */
export const smbiosTables = factory(
  SysinfoBuilder,
  sysinfo,
  invertible(
    (tables: SmbiosTables) => ({ type: 'smbios' as const, ...mapTables(tables, toTable) }),
    (fields: object) => [tablesOf(fields)],
  ),
)

/** Returns the tables from which the factory `smbiosTables` makes a given `<sysinfo>`. */
export function tablesOf({ type: _, ...tables }: { readonly type?: unknown }): object {
  return mapTables(tables, entriesOf)
}

/** The data of a QEMU fw_cfg entry: a string, or the path of a file on the host. */
export type FwcfgData = string | { readonly file: string }

/**
 * Data for the guest's firmware or first boot, passed through QEMU's fw_cfg device. The name of
 * each entry must begin with `opt/`. Since libvirt 6.5.0.
 *
 * @example
 * domain('fv0').hvm().sysinfo(fwcfg({ 'opt/com.coreos/config': { file: '/srv/fv0.ign' } }))
 * // <sysinfo type="fwcfg">
 * //   <entry name="opt/com.coreos/config" file="/srv/fv0.ign"/>
 * // </sysinfo>
 */
export const fwcfg = factory(
  SysinfoBuilder,
  sysinfo,
  invertible(
    (data: Readonly<Record<string, FwcfgData>>) => ({
      type: 'fwcfg' as const,
      entry: Object.entries(data).map(([name, value]) =>
        typeof value === 'object' ? { name, ...value } : { name, value },
      ),
    }),
    ({ entry }: { readonly entry?: readonly Entry[] }) =>
      entry && [Object.fromEntries(entry.map(({ name, value, ...rest }) => [name, value ?? rest]))],
  ),
)

// Converts a plain object with SMBIOS data to the fields of its element. Any other value is returned unchanged, so that vmc
// reports it.
function toTable(entries: unknown): unknown {
  if (Array.isArray(entries))
    return entries.every(entry => typeof entry === 'string')
      ? { entry: entries }
      : entries.map(toTable)
  if (typeof entries !== 'object' || entries === null) return entries
  return {
    entry: Object.entries(entries)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ name, value })),
  }
}

// Converts the fields of an SMBIOS element back to a plain object, for `vmc import`.
function entriesOf(table: unknown): unknown {
  if (Array.isArray(table)) return table.length === 1 ? entriesOf(table[0]) : table.map(entriesOf)
  const { entry = [] } = table as { readonly entry?: readonly (Entry | string)[] }
  const [first] = entry
  return typeof first === 'object' && 'name' in first
    ? Object.fromEntries((entry as readonly Entry[]).map(({ name, value }) => [name, value]))
    : entry
}

interface Entry {
  readonly name: string
  readonly value?: string
}

const mapTables = (tables: object, convert: (entries: unknown) => unknown): Partial<Sysinfo> =>
  Object.fromEntries(Object.entries(tables).map(([name, entries]) => [name, convert(entries)]))
