import {
  absolutePath,
  type Codec,
  type HexLike,
  matching,
  oneOf,
  text,
  unsigned,
  withSince,
  yesNo,
} from '../core/codec.ts'
import {
  allowEmpty,
  attribute,
  child,
  element,
  type Infer,
  leaf,
  required,
  requiredIn,
} from '../core/element.ts'

const hexMask = matching(/(0x)?[0-9a-f]+/, 'a lowercase hexadecimal number, such as "0x0001"')

/**
 * The attribute codec for a bit mask in hexadecimal. Numbers are written in libvirt's format: `0x` and at least four
 * digits.
 */
const policyMask: Codec<HexLike> = {
  ...hexMask,
  parse: candidate => (candidate.startsWith('0x') ? Number(candidate) : candidate),
  print: value => {
    if (typeof value !== 'number') return hexMask.print(value)
    return Number.isSafeInteger(value) && value >= 0
      ? `0x${value.toString(16).padStart(4, '0')}`
      : undefined
  },
}

const SEV = ['sev', 'sev-snp'] as const

/**
 * `<quoteGenerationService>`: the host service that signs the attestation reports of an Intel trust domain (TDX guest).
 */
export interface QuoteService extends Infer<typeof quoteService> {}

const quoteService = element(
  'quoteGenerationService',
  {
    /**
     * The absolute path of the UNIX socket of the service that signs attestation reports. Default:
     * `/var/run/tdx-qgs/qgs.socket`.
     */
    path: attribute(absolutePath, { default: '/var/run/tdx-qgs/qgs.socket' }),
  },
  { page: 'formatdomain.html#launch-security' },
)

/** `<launchSecurity>`: protects the memory of the guest from the host. */
export interface LaunchSecurity extends Infer<typeof launchSecurity> {}

export const launchSecurity = element(
  'launchSecurity',
  {
    /**
     * The technology that protects the guest's memory: AMD memory encryption (`sev`, or `sev-snp` since libvirt 10.5.0),
     * Intel trust domains (`tdx`, since libvirt 11.6.0) or IBM Secure Execution (`s390-pv`, since libvirt 7.6.0).
     */
    type: required(
      attribute(
        withSince(oneOf('sev sev-snp s390-pv tdx'), {
          'sev-snp': '10.5.0',
          's390-pv': '7.6.0',
          tdx: '11.6.0',
        }),
      ),
    ),
    /**
     * Whether the launch measurement of the SEV guest includes the kernel, the initial RAM disk and the command line,
     * for direct kernel boot. Since libvirt 8.0.0.
     */
    kernelHashes: attribute(yesNo, { in: SEV, since: '8.0.0' }),
    /** Whether the ID authentication data in `idAuth` contains the author key of the SEV-SNP guest. */
    authorKey: attribute(yesNo, { in: ['sev-snp'] }),
    /**
     * Whether the SEV-SNP guest can request attestation reports that are signed with the key of the host's chip (VCEK).
     */
    vcek: attribute(yesNo, { in: ['sev-snp'] }),
    /**
     * The position of the bit that marks encrypted pages in the page table entries of the SEV guest. Default: the value
     * of the host.
     */
    cbitpos: leaf(unsigned, { in: SEV }),
    /**
     * The number of physical address bits that the guest loses because of the SEV memory encryption. Default: the value
     * of the host.
     */
    reducedPhysBits: leaf(unsigned, { in: SEV }),
    /**
     * The launch policy of the guest, which limits what the host can do with the guest. For `sev` and `sev-snp`, it is
     * a bit mask that AMD's manuals define. For `tdx`, it is the bit mask of the trust domain's attributes: bit 0
     * permits debugging, and bit 28 disables exceptions for pending pages.
     */
    policy: requiredIn(SEV, leaf(policyMask, { in: [...SEV, 'tdx'] })),
    /** The handle of the SEV guest, which the SEV firmware of the host has assigned. */
    handle: leaf(unsigned, { in: ['sev'] }),
    /** The Diffie-Hellman key of the SEV guest's owner, in base64. */
    dhCert: leaf(text, { in: ['sev'] }),
    /** The session data of the SEV guest's owner, in base64. */
    session: leaf(text, { in: ['sev'] }),
    /** The hypervisor workarounds that are reported to the SEV-SNP guest: 16 bytes in base64. */
    guestVisibleWorkarounds: leaf(text, { in: ['sev-snp'] }),
    /**
     * The ID block of the SEV-SNP guest: 96 bytes in base64. It contains values that the guest must match to start,
     * such as its measurement.
     */
    idBlock: leaf(text, { in: ['sev-snp'] }),
    /**
     * The ID authentication data of the SEV-SNP guest, which contains the signature of the ID block: 4096 bytes in
     * base64.
     */
    idAuth: leaf(text, { in: ['sev-snp'] }),
    /** Data of the host that is included in the attestation reports of the SEV-SNP guest: 32 bytes in base64. */
    hostData: leaf(text, { in: ['sev-snp'] }),
    /**
     * The ID of the TDX guest's configuration that is not defined by the guest owner (MRCONFIGID): 48 bytes in base64.
     */
    mrConfigId: leaf(text, { in: ['tdx'], since: '11.6.0' }),
    /** The ID of the TDX guest's owner (MROWNER): 48 bytes in base64. */
    mrOwner: leaf(text, { in: ['tdx'], since: '11.6.0' }),
    /**
     * The ID of the TDX guest's configuration that is defined by the guest owner (MROWNERCONFIG): 48 bytes in base64.
     */
    mrOwnerConfig: leaf(text, { in: ['tdx'], since: '11.6.0' }),
    /**
     * The host service that signs the attestation reports of the TDX guest. Without this service, the guest cannot get
     * signed reports.
     */
    quoteGenerationService: allowEmpty(
      child<QuoteService>(quoteService, { in: ['tdx'], since: '11.6.0' }),
    ),
  },
  {
    lead: 'type',
    variantBy: 'type',
    ordered: ['cbitpos', 'reducedPhysBits'],
    page: 'formatdomain.html#launch-security',
  },
)
