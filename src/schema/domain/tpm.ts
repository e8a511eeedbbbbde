import {
  absolutePath,
  inVariant,
  matching,
  newer,
  oneOf,
  uint8,
  uuid,
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

const path = matching(/.+/, 'a path')
const profileName = matching(/[A-Za-z0-9.\-:]+/, 'the name of a profile, as "local:restricted"')

/** `<device>` of a TPM: the host's own. */
export interface TpmDevice extends Infer<typeof tpmDevice> {}

const tpmDevice = element(
  'device',
  {
    /** The path of the device; `/dev/tpm0` where it is left out, `/dev/tpmrm0` suits `spapr-tpm-proxy`. */
    path: attribute(path),
  },
  { lead: 'path', page: 'formatdomain.html#tpm-device' },
)

/** `<source>` of a TPM: where an emulator keeps its state, or where one waits that somebody else started. */
export interface TpmSource extends Infer<typeof tpmSource> {}

const tpmSource = element(
  'source',
  {
    /** Of an emulator, a `file` or a folder (`dir`); of an external one, a `unix` socket. */
    type: required(
      attribute(
        newer(inVariant({ emulator: oneOf('file dir'), external: oneOf('unix') }), {
          file: '10.10.0',
          dir: '10.10.0',
        }),
      ),
    ),
    /** The path of the file, folder or socket. */
    path: required(
      attribute(
        inVariant({
          'emulator/file': absolutePath,
          'emulator/dir': matching(/\/.*/, 'an absolute path of a folder'),
          external: path,
        }),
      ),
    ),
    /** `connect`: the external emulator waits, QEMU calls. */
    mode: requiredIn(['external'], attribute(oneOf('connect'))),
  },
  { by: ['../type', 'type'], page: 'formatdomain.html#tpm-device' },
)

/** `<encryption>` of a TPM: its state is encrypted. */
export interface TpmEncryption extends Infer<typeof tpmEncryption> {}

const tpmEncryption = element(
  'encryption',
  {
    /** The UUID of the secret with the passphrase. */
    secret: required(attribute(uuid)),
  },
  { lead: 'secret', page: 'formatdomain.html#tpm-device' },
)

/** `<profile>` of a TPM 2.0: which algorithms and commands it has. It is fixed when the TPM is made. */
export interface TpmProfile extends Infer<typeof tpmProfile> {}

const tpmProfile = element(
  'profile',
  {
    /** The profile to make it of: built in (`null`, `custom` …), the host's own (`local:…`) or the distribution's (`distro:…`). */
    source: attribute(profileName),
    /** Of a `custom` profile, takes out what the host's FIPS mode forbids: now (`check`), or ever (`fips-host`). */
    removeDisabled: attribute(oneOf('check fips-host')),
    /** The name that the profile gives itself; libvirt writes it. */
    name: attribute(profileName),
  },
  { lead: 'source', page: 'formatdomain.html#tpm-device' },
)

/** `<active_pcr_banks>` of a TPM 2.0: the banks of measurements that are on when the guest starts. */
export interface TpmPcrBanks extends Infer<typeof tpmPcrBanks> {}

const tpmPcrBanks = element(
  'active_pcr_banks',
  {
    /** The bank of SHA-1. */
    sha1: flag(),
    /** The bank of SHA-256. */
    sha256: flag(),
    /** The bank of SHA-384. */
    sha384: flag(),
    /** The bank of SHA-512. */
    sha512: flag(),
  },
  { page: 'formatdomain.html#tpm-device' },
)

/** `<backend>` of a TPM: what is behind it on the host. */
export interface TpmBackend extends Infer<typeof tpmBackend> {}

export const tpmBackend = element(
  'backend',
  {
    /** The host's own TPM (`passthrough`), an `emulator` that libvirt starts, or one that somebody else did (`external`). */
    type: required(
      attribute(
        newer(oneOf('passthrough emulator external'), {
          passthrough: '1.0.5',
          emulator: '4.5.0',
          external: '9.0.0',
        }),
      ),
    ),
    /** The version of an emulated TPM; what suits the guest where it is left out. */
    version: attribute(oneOf('1.2 2.0')),
    /** The state is kept when a transient domain ends or a domain is undefined; it is not where this is left out. Since libvirt 7.0.0. */
    persistent_state: attribute(yesNo, { in: ['emulator'], since: '7.0.0' }),
    /** How much the emulator logs, from 1. Since libvirt 10.6.0. */
    debug: attribute(uint8, { in: ['emulator'], since: '10.6.0' }),
    /** The host's own TPM. */
    device: child<TpmDevice>(tpmDevice, { in: ['passthrough'] }),
    /** The state is encrypted. Since libvirt 5.6.0. */
    encryption: child<TpmEncryption>(tpmEncryption, { in: ['emulator'], since: '5.6.0' }),
    /** Which algorithms and commands it has; the host's choice where it is left out. Since libvirt 10.10.0. */
    profile: child<TpmProfile>(tpmProfile, { in: ['emulator'], since: '10.10.0' }),
    /** The banks of measurements that are on; as they were where it is left out. Since libvirt 7.10.0. */
    active_pcr_banks: child<TpmPcrBanks>(tpmPcrBanks, { in: ['emulator'], since: '7.10.0' }),
    /** Where the state is kept, libvirt's choice where it is left out; or where the external emulator waits. Since libvirt 9.0.0. */
    source: child<TpmSource>(tpmSource, { in: ['emulator', 'external'], since: '9.0.0' }),
  },
  { by: 'type', page: 'formatdomain.html#tpm-device' },
)

/** `<tpm>`: a trusted platform module, which keeps secrets and measures how the guest starts. */
export interface Tpm extends Infer<typeof tpm> {}

export const tpm = element(
  'tpm',
  {
    /** The device that the guest sees; `tpm-tis`, or on pSeries `tpm-spapr`, where it is left out. `tpm-crb` is for TPM 2.0. */
    model: attribute(
      newer(oneOf('tpm-tis tpm-crb tpm-spapr spapr-tpm-proxy'), {
        'tpm-crb': '4.4.0',
        'tpm-spapr': '6.1.0',
        'spapr-tpm-proxy': '6.5.0',
      }),
    ),
    /** What is behind it on the host. */
    backend: required(child<TpmBackend>(tpmBackend)),
    /** The name by which libvirt and QEMU know it. */
    alias: child<Alias>(alias),
    /** Where the guest sees it. */
    address: child<Address>(address),
  },
  { page: 'formatdomain.html#tpm-device' },
)
