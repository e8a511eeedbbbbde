import type { Clock } from '../schema/domain/clock.ts'
import type { Domain } from '../schema/domain/domain.ts'
import type { Hyperv } from '../schema/domain/hyperv.ts'
import type { Os, OsType } from '../schema/domain/os.ts'
import type { FirmwareFeature, OsNvram, Smbios } from '../schema/domain/os-firmware.ts'
import type { Sysinfo } from '../schema/domain/sysinfo.ts'
import { reversible, template } from './builder.ts'
import { type SmbiosTables, smbiosTables, tablesOf } from './sysinfo.ts'
import { enlightenments, windowsClock } from './windows.ts'

/** What UEFI is to be like. */
export interface Uefi {
  /** `true` for a firmware that boots only what is signed, the common keys in place; `false` for one that is not able to. */
  readonly secureBoot?: boolean
  /** Where the firmware keeps its variables: a path, or a source as a disk has one. */
  readonly nvram?: string | OsNvram
}

/** The methods of a domain that say what machine it is: pieces of a domain, merged into it. */
export const machine = {
  /**
   * A q35 machine, which has PCI Express: full virtualization as by `.hvm()`.
   *
   * @example
   * domain('fv0').q35()   // <os><type machine="q35">hvm</type></os>
   */
  q35: (type: Omit<OsType, 'value' | 'machine'> = {}): Partial<Domain> => ({
    os: { type: { ...type, machine: 'q35', value: 'hvm' } } as Os,
  }),

  /**
   * Boots by UEFI. libvirt chooses the firmware among those that are installed, and makes the file of its variables.
   *
   * @example
   * domain('fv0').q35().uefi({ secureBoot: true })
   * // <os firmware="efi">
   * //   <type machine="q35">hvm</type>
   * //   <firmware>
   * //     <feature enabled="yes" name="enrolled-keys"/>
   * //     <feature enabled="yes" name="secure-boot"/>
   * //   </firmware>
   * // </os>
   */
  uefi: ({ secureBoot, nvram }: Uefi = {}): Partial<Domain> => ({
    os: {
      firmware: 'efi',
      firmwareFeatures:
        secureBoot === undefined ? undefined : { feature: FEATURES[`${secureBoot}`] },
      nvram,
    } as Os,
  }),

  /**
   * Where the guest's SMBIOS tables come from: `emulate`, `host`, or the tables themselves.
   *
   * @example
   * domain('fv0').hvm().smbios({ system: { manufacturer: 'Example', product: 'Web' } })
   * // <sysinfo type="smbios">
   * //   <system>
   * //     <entry name="manufacturer">Example</entry>
   * //     <entry name="product">Web</entry>
   * //   </system>
   * // </sysinfo>
   * // <os>
   * //   <type>hvm</type>
   * //   <smbios mode="sysinfo"/>
   * // </os>
   */
  smbios: reversible(
    (from: Smbios['mode'] | SmbiosTables): Partial<Domain> =>
      typeof from === 'object'
        ? {
            os: { smbios: 'sysinfo' } as Os,
            sysinfo: smbiosTables[template](from) as Sysinfo,
          }
        : { os: { smbios: from } as Os },
    ({ sysinfo }: { readonly sysinfo?: readonly object[] }) =>
      sysinfo?.length === 1 ? [tablesOf(sysinfo[0]!)] : undefined,
  ),

  /**
   * Makes a guest comfortable for Windows: `.hyperv(enlightenments()).clock(windowsClock())`.
   *
   * @example
   * domain('win0').q35().windows()
   */
  windows: (): Partial<Domain> => ({
    features: { hyperv: enlightenments[template]() as Hyperv },
    clock: windowsClock[template]() as Clock,
  }),
} satisfies Readonly<Record<string, (...args: never[]) => Partial<Domain>>>

const FEATURES: Readonly<Record<`${boolean}`, readonly FirmwareFeature[]>> = {
  true: [
    { enabled: true, name: 'enrolled-keys' },
    { enabled: true, name: 'secure-boot' },
  ],
  false: [{ enabled: false, name: 'secure-boot' }],
}
