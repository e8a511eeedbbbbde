import type { Clock } from '../schema/domain/clock.ts'
import type { Domain } from '../schema/domain/domain.ts'
import type { Hyperv } from '../schema/domain/hyperv.ts'
import type { Os, OsType } from '../schema/domain/os.ts'
import type { Smbios } from '../schema/domain/os-firmware.ts'
import type { Sysinfo } from '../schema/domain/sysinfo.ts'
import { invertible, template } from './builder.ts'
import { windowsClock } from './clock.ts'
import { type Uefi, uefiArguments, uefiFields } from './firmware.ts'
import { enlightenments } from './hyperv.ts'
import { type SmbiosTables, smbiosTables, tablesOf } from './sysinfo.ts'

/** The options of the method `.windows()`. */
export interface Windows {
  /**
   * A set of Hyper-V enlightenments that replaces those of `enlightenments()`. `host-model` enables all enlightenments that
   * both the host and libvirt support (since libvirt 11.9.0). `passthrough` enables all enlightenments that the host supports
   * (since libvirt 8.0.0).
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
   * Makes the guest boot with UEFI. libvirt selects firmware that is installed on the host, and creates the NVRAM image from
   * the template of the firmware. Since libvirt 5.2.0. If you set `code`, the guest boots with that firmware image.
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
   * domain('fv0').q35().uefi({ code: '/usr/share/OVMF/OVMF_CODE.fd', vars: '/usr/share/OVMF/OVMF_VARS.fd' })
   * // <os>
   * //   <type machine="q35">hvm</type>
   * //   <loader readonly="yes" type="pflash">/usr/share/OVMF/OVMF_CODE.fd</loader>
   * //   <nvram template="/usr/share/OVMF/OVMF_VARS.fd"/>
   * // </os>
   *
   * @example
   * domain('fv0').hvm({ arch: 'aarch64', machine: 'virt' }).uefi({ varstore: true })
   * // <os firmware="efi">
   * //   <type arch="aarch64" machine="virt">hvm</type>
   * //   <varstore/>
   * // </os>
   */
  uefi: invertible((options: Uefi = {}): Partial<Domain> => uefiFields(options), uefiArguments),

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
    smbiosArguments,
  ),

  /**
   * Sets whether the guest can suspend itself to memory (ACPI S3) and to disk (ACPI S4). If omitted, the hypervisor decides. To
   * pause a running guest from the host, use `virsh suspend`.
   *
   * @example
   * domain('fv0').hvm().suspend(false)
   * // <pm>
   * //   <suspend-to-mem enabled="no"/>
   * //   <suspend-to-disk enabled="no"/>
   * // </pm>
   */
  suspend: (isAllowed: boolean): Partial<Domain> => ({
    pm: { 'suspend-to-mem': isAllowed, 'suspend-to-disk': isAllowed },
  }),

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

/**
 * The arguments with which `.smbios()` writes the tables of an imported domain, or their mode if the domain has no tables or
 * several.
 */
function smbiosArguments({ os, sysinfo = [] }: Tables): readonly unknown[] | undefined {
  const mode = os?.smbios?.mode
  if (mode === 'sysinfo' && sysinfo.length === 1) return [tablesOf(sysinfo[0]!)]
  return mode === undefined ? undefined : [mode]
}

/** The part of an imported domain that `.smbios()` writes. */
interface Tables {
  readonly os?: { readonly smbios?: Smbios }
  readonly sysinfo?: readonly object[]
}

// The modes in which libvirt or QEMU chooses the Hyper-V features.
const HYPERV_MODES = {
  'host-model': { mode: 'host-model' },
  passthrough: { mode: 'passthrough' },
} as const
