import {
  absolutePath,
  type Codec,
  type HexLike,
  matching,
  newer,
  oneOf,
  text,
  unsigned,
  yesNo,
} from '../core/codec.ts'
import {
  attribute,
  bare,
  child,
  element,
  type Infer,
  leaf,
  required,
  requiredIn,
} from '../core/element.ts'

/** Bits, in hexadecimal; a number is written with `0x` and four digits or more, as libvirt does. */
const policy: Codec<HexLike> = {
  ...matching(/(0x)?[0-9a-f]+/, 'a hexadecimal number in small letters, as "0x0001"'),
  parse: candidate => (candidate.startsWith('0x') ? Number(candidate) : candidate),
  print: value =>
    typeof value === 'number'
      ? Number.isSafeInteger(value) && value >= 0
        ? `0x${value.toString(16).padStart(4, '0')}`
        : undefined
      : typeof value === 'string'
        ? value
        : undefined,
}

const SEV = ['sev', 'sev-snp'] as const

/** `<quoteGenerationService>`: the service of the host that signs what a trust domain reports of itself. */
export interface QuoteService extends Infer<typeof quoteService> {}

const quoteService = element(
  'quoteGenerationService',
  {
    /** The absolute path of its socket; `/var/run/tdx-qgs/qgs.socket` if it is missing. */
    path: attribute(absolutePath, { default: '/var/run/tdx-qgs/qgs.socket' }),
  },
  { page: 'formatdomain.html#launch-security' },
)

/** `<launchSecurity>`: how the guest's memory is kept from the host. */
export interface LaunchSecurity extends Infer<typeof launchSecurity> {}

export const launchSecurity = element(
  'launchSecurity',
  {
    /**
     * AMD's memory encryption (`sev`, `sev-snp`, since libvirt 10.5.0), Intel's trust domains (`tdx`, since libvirt 11.6.0)
     * or IBM's secure execution (`s390-pv`, since libvirt 7.6.0).
     */
    type: required(
      attribute(
        newer(oneOf('sev sev-snp s390-pv tdx'), {
          'sev-snp': '10.5.0',
          's390-pv': '7.6.0',
          tdx: '11.6.0',
        }),
      ),
    ),
    /** The firmware's measurement covers kernel, RAM disk and command line, for a guest that boots a kernel directly. Since libvirt 8.0.0. */
    kernelHashes: attribute(yesNo, { in: SEV, since: '8.0.0' }),
    /** `idAuth` holds the key of its author too. */
    authorKey: attribute(yesNo, { in: ['sev-snp'] }),
    /** The guest may ask for reports signed with the chip's own key. */
    vcek: attribute(yesNo, { in: ['sev-snp'] }),
    /** The bit of a page table's entry that says a page is encrypted; the host's own where it is left out. */
    cbitpos: leaf(unsigned, { in: SEV }),
    /** By how many bits physical addresses get shorter; the host's own where it is left out. */
    reducedPhysBits: leaf(unsigned, { in: SEV }),
    /**
     * What the firmware lets the host do with the guest, bit by bit, as AMD's manuals number them. Of `tdx` the attributes
     * of the trust domain: bit 0 lets the host debug it, bit 28 turns off exceptions for pending pages.
     */
    policy: requiredIn(SEV, leaf(policy, { in: [...SEV, 'tdx'] })),
    /** The handle that the firmware gave the guest. */
    handle: leaf(unsigned, { in: ['sev'] }),
    /** The guest owner's Diffie-Hellman key, in base64. */
    dhCert: leaf(text, { in: ['sev'] }),
    /** The guest owner's session data, in base64. */
    session: leaf(text, { in: ['sev'] }),
    /** Workarounds of the hypervisor that the guest gets to know: 16 bytes in base64. */
    guestVisibleWorkarounds: leaf(text, { in: ['sev-snp'] }),
    /** What the guest has to be to start: 96 bytes in base64. */
    idBlock: leaf(text, { in: ['sev-snp'] }),
    /** The signature of `idBlock`: 4096 bytes in base64. */
    idAuth: leaf(text, { in: ['sev-snp'] }),
    /** Data for the guest that its reports repeat: 32 bytes in base64. */
    hostData: leaf(text, { in: ['sev-snp'] }),
    /** What identifies the configuration of the guest that its owner does not define: 48 bytes in base64. */
    mrConfigId: leaf(text, { in: ['tdx'], since: '11.6.0' }),
    /** What identifies the guest's owner: 48 bytes in base64. */
    mrOwner: leaf(text, { in: ['tdx'], since: '11.6.0' }),
    /** What identifies the configuration of the guest that its owner defines: 48 bytes in base64. */
    mrOwnerConfig: leaf(text, { in: ['tdx'], since: '11.6.0' }),
    /** The service of the host that signs what the guest reports of itself; the guest gets no quotes without it. */
    quoteGenerationService: bare(
      child<QuoteService>(quoteService, { in: ['tdx'], since: '11.6.0' }),
    ),
  },
  {
    lead: 'type',
    by: 'type',
    ordered: ['cbitpos', 'reducedPhysBits'],
    page: 'formatdomain.html#launch-security',
  },
)
