import {
  absolutePath,
  matching,
  oneOf,
  perVariant,
  uint8,
  uuid,
  withSince,
  yesNo,
} from '../core/codec.ts'
import {
  attribute,
  child,
  element,
  flag,
  type Infer,
  required,
  requiredIn,
} from '../core/element.ts'
import { type Address, address } from './address.ts'
import { type Alias, alias } from './device.ts'

const hostPath = matching(/.+/, 'a path')
const profileName = matching(
  /[A-Za-z0-9.\-:]+/,
  'the name of a profile, such as "local:restricted"',
)

/** `<device>` in the `<backend>` of a TPM: the host's TPM device. */
export interface TpmDevice extends Infer<typeof tpmDevice> {}

const tpmDevice = element(
  'device',
  {
    /**
     * The path of the host's TPM device. Default: `/dev/tpm0`. For the model `spapr-tpm-proxy`, use a device
     * such as `/dev/tpmrm0`.
     */
    path: attribute(hostPath),
  },
  { lead: 'path', page: 'formatdomain.html#tpm-device' },
)

/**
 * `<source>` in the `<backend>` of a TPM: the location of an emulated TPM's state, or the socket of an external TPM.
 */
export interface TpmSource extends Infer<typeof tpmSource> {}

const tpmSource = element(
  'source',
  {
    /**
     * What the TPM backend uses. The backend `emulator` keeps its state in a file (`file`) or a directory (`dir`). The
     * backend `external` is reached through a UNIX socket (`unix`).
     */
    type: required(
      attribute(
        withSince(perVariant({ emulator: oneOf('file dir'), external: oneOf('unix') }), {
          file: '10.10.0',
          dir: '10.10.0',
        }),
      ),
    ),
    /** The path of the host file or directory that contains the TPM state, or of the UNIX socket of an external TPM. */
    path: required(
      attribute(
        perVariant({
          'emulator/file': absolutePath,
          'emulator/dir': matching(/\/.*/, 'the absolute path of a directory'),
          external: hostPath,
        }),
      ),
    ),
    /**
     * How QEMU gets the connection to an external TPM. Only `connect` is supported: QEMU connects to the UNIX socket of
     * the TPM.
     */
    mode: requiredIn(['external'], attribute(oneOf('connect'))),
  },
  { variantBy: ['../type', 'type'], page: 'formatdomain.html#tpm-device' },
)

/** `<encryption>` in the `<backend>` of a TPM: the encryption of the emulated TPM's state. */
export interface TpmEncryption extends Infer<typeof tpmEncryption> {}

const tpmEncryption = element(
  'encryption',
  {
    /** The UUID of the libvirt secret that holds the passphrase for the TPM state. */
    secret: required(attribute(uuid)),
  },
  { lead: 'secret', page: 'formatdomain.html#tpm-device' },
)

/**
 * `<profile>` in the `<backend>` of a TPM 2.0: the algorithms and commands of the TPM. libvirt applies the profile only
 * when it creates the TPM state.
 */
export interface TpmProfile extends Infer<typeof tpmProfile> {}

const tpmProfile = element(
  'profile',
  {
    /**
     * The profile with which the TPM state is created: a built-in profile such as `null` or `custom`, a profile of the host
     * (`local:…`) or a profile of the distribution (`distro:…`).
     */
    source: attribute(profileName),
    /**
     * The algorithms that are removed from a `custom` TPM profile. `check` removes the algorithms that are disabled on the host
     * at present. `fips-host` removes the algorithms that a host in FIPS mode disables, even if FIPS mode is off.
     */
    removeDisabled: attribute(oneOf('check fips-host')),
    /** The name that the TPM emulator has stored in the profile of the TPM. libvirt sets this name. */
    name: attribute(profileName),
  },
  { lead: 'source', page: 'formatdomain.html#tpm-device' },
)

/**
 * `<active_pcr_banks>` in the `<backend>` of a TPM 2.0: the banks of platform configuration registers (PCR) that are
 * active when the guest starts.
 */
export interface TpmPcrBanks extends Infer<typeof tpmPcrBanks> {}

const tpmPcrBanks = element(
  'active_pcr_banks',
  {
    /** Whether the TPM's SHA-1 bank of platform configuration registers (PCR) is active. */
    sha1: flag(),
    /** Whether the TPM's SHA-256 bank of platform configuration registers (PCR) is active. */
    sha256: flag(),
    /** Whether the TPM's SHA-384 bank of platform configuration registers (PCR) is active. */
    sha384: flag(),
    /** Whether the TPM's SHA-512 bank of platform configuration registers (PCR) is active. */
    sha512: flag(),
  },
  { page: 'formatdomain.html#tpm-device' },
)

/** `<backend>` of a TPM: the implementation of the TPM on the host. */
export interface TpmBackend extends Infer<typeof tpmBackend> {}

export const tpmBackend = element(
  'backend',
  {
    /**
     * The type of TPM backend: the TPM of the host (`passthrough`), an emulator that libvirt starts (`emulator`), or an
     * emulator that another program starts (`external`).
     */
    type: required(
      attribute(
        withSince(oneOf('passthrough emulator external'), {
          passthrough: '1.0.5',
          emulator: '4.5.0',
          external: '9.0.0',
        }),
      ),
    ),
    /** The TPM version of the emulated TPM. The default depends on the guest. */
    version: attribute(oneOf('1.2 2.0')),
    /** Whether libvirt keeps the TPM state when a transient domain stops or a domain is undefined. Default: no. Since libvirt 7.0.0. */
    persistent_state: attribute(yesNo, { in: ['emulator'], since: '7.0.0' }),
    /** The log level of the TPM emulator, from 1 upwards. Since libvirt 10.6.0. */
    debug: attribute(uint8, { in: ['emulator'], since: '10.6.0' }),
    /** The TPM device of the host that the guest uses. */
    device: child<TpmDevice>(tpmDevice, { in: ['passthrough'] }),
    /** The encryption of the emulated TPM's state. Since libvirt 5.6.0. */
    encryption: child<TpmEncryption>(tpmEncryption, { in: ['emulator'], since: '5.6.0' }),
    /**
     * The profile of the emulated TPM, which sets its algorithms and commands. If omitted, the host chooses. Since
     * libvirt 10.10.0.
     */
    profile: child<TpmProfile>(tpmProfile, { in: ['emulator'], since: '10.10.0' }),
    /**
     * The banks of platform configuration registers (PCR) of the TPM that are active when the guest starts. If omitted,
     * the active banks are not changed. Since libvirt 7.10.0.
     */
    active_pcr_banks: child<TpmPcrBanks>(tpmPcrBanks, { in: ['emulator'], since: '7.10.0' }),
    /**
     * The location of the emulated TPM's state, or the socket of an external TPM. If omitted, libvirt chooses the
     * location. Since libvirt 9.0.0.
     */
    source: child<TpmSource>(tpmSource, { in: ['emulator', 'external'], since: '9.0.0' }),
  },
  { variantBy: 'type', page: 'formatdomain.html#tpm-device' },
)

/** `<tpm>`: a Trusted Platform Module, which stores secrets and records measurements of the boot process. */
export interface Tpm extends Infer<typeof tpm> {}

export const tpm = element(
  'tpm',
  {
    /**
     * The model of the TPM. `tpm-crb` requires TPM 2.0. Default: `tpm-spapr` on pSeries, and `tpm-tis` on other machines.
     */
    model: attribute(
      withSince(oneOf('tpm-tis tpm-crb tpm-spapr spapr-tpm-proxy'), {
        'tpm-crb': '4.4.0',
        'tpm-spapr': '6.1.0',
        'spapr-tpm-proxy': '6.5.0',
      }),
    ),
    /** The implementation of the TPM on the host. */
    backend: required(child<TpmBackend>(tpmBackend)),
    /** The name that libvirt and QEMU use for the TPM. */
    alias: child<Alias>(alias),
    /** The address of the TPM in the guest. If omitted, libvirt assigns an address. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#tpm-device' },
)
