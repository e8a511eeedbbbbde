import type { Fluent } from '../schema/core/element.ts'
import {
  type BaseBoardEntry,
  type BiosEntry,
  type ChassisEntry,
  type Sysinfo,
  type SystemEntry,
  sysinfo,
} from '../schema/domain/sysinfo.ts'
import { Builder, derive, reversible, word } from './builder.ts'

/** Builds a `<sysinfo>`: one method a field. */
export interface SysinfoBuilder extends Fluent<typeof sysinfo, SysinfoBuilder> {}
export class SysinfoBuilder extends Builder<Sysinfo> {}
derive(SysinfoBuilder, sysinfo)

type Entries<E extends { readonly name: string }> = { readonly [K in E['name']]?: string }

/** The SMBIOS tables of a guest: blocks, and in them entries by name. */
export interface SmbiosTables {
  /** The firmware. */
  readonly bios?: Entries<BiosEntry>
  /** The machine. */
  readonly system?: Entries<SystemEntry>
  /** The main board, or several. */
  readonly baseBoard?: Entries<BaseBoardEntry> | readonly Entries<BaseBoardEntry>[]
  /** The case. */
  readonly chassis?: Entries<ChassisEntry>
  /** Texts for programs of the guest. */
  readonly oemStrings?: readonly string[]
}

/**
 * SMBIOS tables. The method `.smbios()` of a domain writes them too, and tells the firmware to take them.
 *
 * @example
 * domain('fv0').hvm().sysinfo(smbiosTables({ system: { manufacturer: 'Example', serial: 'A1' } }))
 * // <sysinfo type="smbios">
 * //   <system>
 * //     <entry name="manufacturer">Example</entry>
 * //     <entry name="serial">A1</entry>
 * //   </system>
 * // </sysinfo>
 */
export const smbiosTables = word(
  SysinfoBuilder,
  sysinfo,
  reversible(
    (tables: SmbiosTables) => ({ type: 'smbios' as const, ...mapped(tables, block) }),
    (made: object) => [tablesOf(made)],
  ),
)

/** The tables that a `<sysinfo>` holds: the way back of `smbiosTables`. */
export function tablesOf({ type: _, ...blocks }: { readonly type?: unknown }): object {
  return mapped(blocks, entriesOf)
}

/** The data of one entry: a text, or the file of the host that holds it. */
export type FwcfgData = string | { readonly file: string }

/**
 * Data for the guest's firmware or its first boot, by names that begin with `opt/`.
 *
 * @example
 * domain('fv0').hvm().sysinfo(fwcfg({ 'opt/com.coreos/config': { file: '/srv/fv0.ign' } }))
 * // <sysinfo type="fwcfg">
 * //   <entry name="opt/com.coreos/config" file="/srv/fv0.ign"/>
 * // </sysinfo>
 */
export const fwcfg = word(
  SysinfoBuilder,
  sysinfo,
  reversible(
    (data: Readonly<Record<string, FwcfgData>>) => ({
      type: 'fwcfg' as const,
      entry: Object.entries(data).map(([name, one]) =>
        typeof one === 'object' ? { name, ...one } : { name, value: one },
      ),
    }),
    ({ entry }: { readonly entry?: readonly Entry[] }) =>
      entry && [Object.fromEntries(entry.map(({ name, value, ...rest }) => [name, value ?? rest]))],
  ),
)

// What is no block at all goes in as it is, for the check to tell.
function block(entries: unknown): unknown {
  if (Array.isArray(entries))
    return entries.every(one => typeof one === 'string') ? { entry: entries } : entries.map(block)
  if (typeof entries !== 'object' || entries === null) return entries
  return {
    entry: Object.entries(entries)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => ({ name, value })),
  }
}

// The same from a block to its entries.
function entriesOf(made: unknown): unknown {
  if (Array.isArray(made)) return made.length === 1 ? entriesOf(made[0]) : made.map(entriesOf)
  const { entry = [] } = made as { readonly entry?: readonly (Entry | string)[] }
  const [first] = entry
  return typeof first === 'object' && 'name' in first
    ? Object.fromEntries((entry as readonly Entry[]).map(({ name, value }) => [name, value]))
    : entry
}

interface Entry {
  readonly name: string
  readonly value?: string
}

const mapped = (tables: object, how: (entries: unknown) => unknown): Partial<Sysinfo> =>
  Object.fromEntries(Object.entries(tables).map(([name, entries]) => [name, how(entries)]))
