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
   * Whether the firmware enforces Secure Boot. `true` selects firmware that supports Secure Boot and has the default keys
   * enrolled. `false` selects firmware without Secure Boot. If omitted, libvirt chooses. Since libvirt 7.2.0. If you set
   * `code`, this option says whether that firmware supports Secure Boot. Since libvirt 2.1.0.
   */
  readonly secureBoot?: boolean
  /**
   * Whether the firmware has the default keys enrolled. Without them, a guest can enroll keys of its own. If omitted,
   * `secureBoot: true` selects firmware with the default keys. It cannot be combined with `code`. Since libvirt 7.2.0.
   */
  readonly enrolledKeys?: boolean
  /**
   * The absolute path of a firmware image on the host, such as `OVMF_CODE.fd`. If you set it, libvirt does not choose the
   * firmware. Since libvirt 1.2.8.
   */
  readonly code?: string
  /**
   * The absolute path of the template from which libvirt creates the NVRAM image of a new guest, such as `OVMF_VARS.fd`.
   * Default: the template that belongs to the firmware image.
   */
  readonly vars?: string
  /**
   * The NVRAM image of this guest, which stores the UEFI variables: a path, or an object with a
   * source like that of a disk. If omitted, libvirt chooses the path.
   */
  readonly nvram?: string | OsNvram
  /**
   * Stores the UEFI variables in a file of QEMU's `uefi-vars` device instead of an NVRAM image. The value is the path of the
   * file, or `true` if libvirt should choose the path. The device protects the variables without SMM. On Arm, Secure Boot
   * requires this device, and libvirt selects it if you set `secureBoot`. This option cannot be combined with `nvram`. Since
   * libvirt 12.1.0.
   */
  readonly varstore?: boolean | string | OsVarstore
}

/** The fields that the method `.uefi()` writes. */
export const uefiFields = ({
  secureBoot,
  enrolledKeys,
  code,
  vars,
  nvram,
  varstore,
}: Uefi): Partial<Domain> => ({
  os: {
    ...(code === undefined ? { firmware: 'efi' } : { loader: loaderOf(code, secureBoot) }),
    firmwareFeatures: featuresOf(code === undefined ? secureBoot : undefined, enrolledKeys),
    nvram: vars === undefined ? nvram : { ...asObject(nvram), template: vars },
    varstore: typeof varstore === 'string' ? { path: varstore } : varstore,
  } as Os,
})

/**
 * Returns the arguments with which `.uefi()` writes the `<os>` of an imported domain. The import verifies these arguments by
 * calling the method.
 */
export function uefiArguments({ os }: { readonly os?: PlainOs }): readonly unknown[] | undefined {
  const isAutomatic = os?.firmware === 'efi'
  const { type, readonly, path: code, secure } = os?.loader ?? {}
  if (!isAutomatic && !(type === 'pflash' && readonly && code)) return undefined
  const source = isAutomatic ? featureOptions(os.firmwareFeatures) : { secureBoot: secure, code }
  const varstore = varstoreOption(os?.varstore)
  const options = { ...source, ...nvramOptions(os?.nvram), varstore }
  return Object.values(options).every(value => value === undefined) ? [] : [options]
}

/** The fields in the `<os>` of an imported domain that the options of `.uefi()` can write. */
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

// Firmware that enforces Secure Boot is of use only with keys, so `secureBoot: true` asks for both.
function featuresOf(
  secureBoot: boolean | undefined,
  enrolledKeys: boolean | undefined = secureBoot || undefined,
): FirmwareFeatures | undefined {
  const wanted: Readonly<Record<FirmwareFeature['name'], boolean | undefined>> = {
    'enrolled-keys': enrolledKeys,
    'secure-boot': secureBoot,
  }
  const feature = NAMES.flatMap(name => {
    const enabled = wanted[name]
    return enabled === undefined ? [] : [{ enabled, name }]
  })
  return feature.length === 0 ? undefined : { feature }
}

// The order in which libvirt writes the features.
const NAMES = ['enrolled-keys', 'secure-boot'] as const

const asObject = (nvram: string | OsNvram | undefined): OsNvram =>
  typeof nvram === 'string' ? { path: nvram } : (nvram ?? {})

function featureOptions(features: FirmwareFeatures | undefined): Uefi {
  const list = (features?.feature ?? []) as readonly FirmwareFeature[]
  const secureBoot = list.find(({ name }) => name === 'secure-boot')?.enabled
  const enrolledKeys = list.find(({ name }) => name === 'enrolled-keys')?.enabled
  const isImplied = enrolledKeys === true && secureBoot === true
  return { secureBoot, enrolledKeys: isImplied ? undefined : enrolledKeys } as Uefi
}

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
