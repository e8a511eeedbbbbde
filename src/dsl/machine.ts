import type { Clock } from '../schema/domain/clock.ts'
import type { Domain } from '../schema/domain/domain.ts'
import type { Hyperv } from '../schema/domain/hyperv.ts'
import type { Os, OsType } from '../schema/domain/os.ts'
import type { FirmwareFeature, OsNvram, OsVarstore, Smbios } from '../schema/domain/os-firmware.ts'
import type { Sysinfo } from '../schema/domain/sysinfo.ts'
import { invertible, template } from './builder.ts'
import { type SmbiosTables, smbiosTables, tablesOf } from './sysinfo.ts'
import { enlightenments, windowsClock } from './windows.ts'

/** The options of the method `.uefi()`. */
export interface Uefi {
  /**
   * Whether the firmware enforces Secure Boot. `true` selects a firmware that supports Secure Boot
   * and has the default keys enrolled. `false` selects a firmware without Secure Boot. If you omit
   * the option, libvirt may choose either firmware. Since libvirt 7.2.0.
   */
  readonly secureBoot?: boolean
  /**
   * The NVRAM image, which stores the UEFI variables: a path, or an object with the same source
   * fields as a disk. If you omit the option, libvirt chooses the path.
   */
  readonly nvram?: string | OsNvram
  /**
   * Stores the UEFI variables in a file of QEMU's `uefi-vars` device, not in an NVRAM image. With
   * `true`, libvirt chooses the path of the file. A string is the path. The device protects the
   * variables without SMM. On Arm, Secure Boot requires this device, and libvirt selects it by
   * itself with `secureBoot`. It cannot be combined with `nvram`. Since libvirt 12.1.0.
   */
  readonly varstore?: boolean | string | OsVarstore
}

/** The options of the method `.windows()`. */
export interface Windows {
  /**
   * A set of Hyper-V enlightenments that replaces the set of `enlightenments()`. `host-model`
   * enables all enlightenments that the host supports and libvirt knows (since libvirt 11.9.0).
   * `passthrough` enables all enlightenments that the host supports (since libvirt 8.0.0).
   */
  readonly hyperv?: keyof typeof HYPERV_MODES
}

/**
 * The shorthand methods of a domain for the machine and the firmware. Each shorthand returns the
 * fields that are merged into the domain.
 */
export const machine = {
  /**
   * Selects full virtualization on a q35 machine, which has PCI Express. Equivalent to `.hvm()`
   * with the machine type `q35`.
   *
   * @example
   * domain('fv0').q35()   // <os><type machine="q35">hvm</type></os>
   */
  q35: (type: Omit<OsType, 'value' | 'machine'> = {}): Partial<Domain> => ({
    os: { type: { ...type, machine: 'q35', value: 'hvm' } } as Os,
  }),

  /**
   * Makes the guest boot with UEFI. libvirt selects a firmware installed on the host and creates
   * the NVRAM image from the template of the firmware. Since libvirt 5.2.0.
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
   *
   * @example
   * domain('fv0').hvm({ arch: 'aarch64', machine: 'virt' }).uefi({ varstore: true })
   * // <os firmware="efi">
   * //   <type arch="aarch64" machine="virt">hvm</type>
   * //   <varstore/>
   * // </os>
   */
  uefi: ({ secureBoot, nvram, varstore }: Uefi = {}): Partial<Domain> => ({
    os: {
      firmware: 'efi',
      firmwareFeatures:
        secureBoot === undefined ? undefined : { feature: SECURE_BOOT_FEATURES[`${secureBoot}`] },
      nvram,
      varstore: typeof varstore === 'string' ? { path: varstore } : varstore,
    } as Os,
  }),

  /**
   * Sets the guest's SMBIOS tables: `emulate` for the tables of the hypervisor, `host` for a copy
   * of the host's tables, or an object with the contents of the tables.
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
  smbios: invertible(
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
   * Tunes the domain for Windows. `.windows()` is short for
   * `.hyperv(enlightenments()).clock(windowsClock())`.
   *
   * @example
   * domain('win0').q35().windows()
   * // <clock offset="localtime">
   * //   <timer name="rtc" tickpolicy="catchup"/>
   * //   <timer name="pit" tickpolicy="delay"/>
   * //   <timer name="hpet" present="no"/>
   * //   <timer name="hypervclock" present="yes"/>
   * // </clock>
   *
   * @example
   * domain('win0').q35().windows({ hyperv: 'host-model' })
   * // <features>
   * //   <hyperv mode="host-model"/>
   * // </features>
   */
  windows: invertible(
    ({ hyperv }: Windows = {}): Partial<Domain> => ({
      features: {
        hyperv: (hyperv && HYPERV_MODES[hyperv]) ?? (enlightenments[template]() as Hyperv),
      },
      clock: windowsClock[template]() as Clock,
    }),
    ({ features }: { readonly features?: { readonly hyperv?: Hyperv } }) => {
      const mode = features?.hyperv?.mode
      return typeof mode === 'string' && Object.hasOwn(HYPERV_MODES, mode)
        ? [{ hyperv: mode }]
        : undefined
    },
  ),
} satisfies Readonly<Record<string, (...args: never[]) => Partial<Domain>>>

// The modes that define a set of enlightenments themselves.
const HYPERV_MODES = {
  'host-model': { mode: 'host-model' },
  passthrough: { mode: 'passthrough' },
} as const

const SECURE_BOOT_FEATURES: Readonly<Record<`${boolean}`, readonly FirmwareFeature[]>> = {
  true: [
    { enabled: true, name: 'enrolled-keys' },
    { enabled: true, name: 'secure-boot' },
  ],
  false: [{ enabled: false, name: 'secure-boot' }],
}
