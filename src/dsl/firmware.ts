import type { Domain } from '../schema/domain/domain.ts'
import type { Os } from '../schema/domain/os.ts'
import type {
  FirmwareFeature,
  FirmwareFeatures,
  Loader,
  OsNvram,
  OsVarstore,
} from '../schema/domain/os-firmware.ts'

/** The options of the method `.uefi()`. */
export interface Uefi {
  /**
   * Whether the firmware enforces Secure Boot. `true` selects a firmware that supports Secure Boot
   * and has the default keys enrolled; `false` selects a firmware without Secure Boot. If omitted,
   * libvirt may choose either firmware. Since libvirt 7.2.0. With `code`, it says whether this
   * firmware supports Secure Boot. Since libvirt 2.1.0.
   */
  readonly secureBoot?: boolean
  /**
   * The absolute path of a firmware image on the host, such as `OVMF_CODE.fd`. libvirt then chooses
   * no firmware itself. Since libvirt 1.2.8.
   */
  readonly code?: string
  /**
   * The absolute path of the template that libvirt copies to the NVRAM image of a new guest, such
   * as `OVMF_VARS.fd`. Default: the template of the firmware.
   */
  readonly vars?: string
  /**
   * The NVRAM image of this guest, which stores the UEFI variables: a path, or an object with a
   * source like that of a disk. If omitted, libvirt chooses the path.
   */
  readonly nvram?: string | OsNvram
  /**
   * Stores the UEFI variables in a file of QEMU's `uefi-vars` device instead of an NVRAM image:
   * `true` lets libvirt choose the path, and a string is the path. It protects the variables without
   * SMM, and on Arm it is the only way to get Secure Boot; there libvirt selects it by itself with
   * `secureBoot`. Excludes `nvram`. Since libvirt 12.1.0.
   */
  readonly varstore?: boolean | string | OsVarstore
}

/** The fields that the method `.uefi()` writes. */
export const uefiFields = ({ secureBoot, code, vars, nvram, varstore }: Uefi): Partial<Domain> => ({
  os: {
    ...(code === undefined ? automatic(secureBoot) : { loader: loaderOf(code, secureBoot) }),
    nvram: vars === undefined ? nvram : { ...asObject(nvram), template: vars },
    varstore: typeof varstore === 'string' ? { path: varstore } : varstore,
  } as Os,
})

/**
 * The arguments with which `.uefi()` writes the `<os>` of an imported domain. The import verifies them by calling the
 * method.
 */
export function uefiArguments({ os }: { readonly os?: PlainOs }): readonly unknown[] | undefined {
  const isAutomatic = os?.firmware === 'efi'
  const { type, readonly, path: code, secure } = os?.loader ?? {}
  if (!isAutomatic && !(type === 'pflash' && readonly && code)) return undefined
  const source = isAutomatic
    ? { secureBoot: secureBootOf(os.firmwareFeatures) }
    : { secureBoot: secure, code }
  const varstore = varstoreOption(os?.varstore)
  const options = { ...source, ...nvramOptions(os?.nvram), varstore }
  return Object.values(options).every(value => value === undefined) ? [] : [options]
}

/** The `<os>` of an imported domain, as far as these options concern it. */
interface PlainOs {
  readonly firmware?: string
  readonly firmwareFeatures?: FirmwareFeatures
  readonly loader?: Loader
  readonly nvram?: OsNvram
  readonly varstore?: OsVarstore
}

const loaderOf = (path: string, secure: boolean | undefined): Loader => ({
  readonly: true,
  type: 'pflash',
  path,
  ...(secure !== undefined && { secure }),
})

const automatic = (secureBoot: boolean | undefined): Partial<Os> => ({
  firmware: 'efi',
  ...(secureBoot !== undefined && {
    firmwareFeatures: { feature: SECURE_BOOT_FEATURES[`${secureBoot}`] },
  }),
})

const SECURE_BOOT_FEATURES: Readonly<Record<`${boolean}`, readonly FirmwareFeature[]>> = {
  true: [
    { enabled: true, name: 'enrolled-keys' },
    { enabled: true, name: 'secure-boot' },
  ],
  false: [{ enabled: false, name: 'secure-boot' }],
}

const asObject = (nvram: string | OsNvram | undefined): OsNvram =>
  typeof nvram === 'string' ? { path: nvram } : (nvram ?? {})

const secureBootOf = (features: FirmwareFeatures | undefined): boolean | undefined =>
  (features?.feature as readonly FirmwareFeature[] | undefined)?.some(
    ({ name, enabled }) => name === 'secure-boot' && enabled,
  )

function nvramOptions(nvram: OsNvram | undefined): Pick<Uefi, 'vars' | 'nvram'> {
  if (!nvram) return {}
  const { template: vars, ...rest } = nvram
  const keys = Object.keys(rest)
  if (keys.length === 0) return vars === undefined ? {} : { vars }
  const image = keys.length === 1 && rest.path !== undefined ? rest.path : rest
  return { ...(vars !== undefined && { vars }), nvram: image }
}

function varstoreOption(varstore: OsVarstore | undefined): Uefi['varstore'] {
  const keys = Object.keys(varstore ?? {})
  if (keys.length === 0) return varstore && true
  return keys.length === 1 ? (varstore!.path ?? varstore) : varstore
}
