import {
  type Codec,
  type HexLike,
  matching,
  newer,
  oneOf,
  text,
  unsigned,
  yesNo,
} from '../core/codec.ts'
import { attribute, element, type Infer, leaf, required, requiredIn } from '../core/element.ts'

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

/** `<launchSecurity>`: how the guest's memory is kept from the host. */
export interface LaunchSecurity extends Infer<typeof launchSecurity> {}

export const launchSecurity = element(
  'launchSecurity',
  {
    /** AMD's memory encryption (`sev`, `sev-snp`, since libvirt 10.5.0) or IBM's secure execution (`s390-pv`, since libvirt 7.6.0). */
    type: required(
      attribute(newer(oneOf('sev sev-snp s390-pv'), { 'sev-snp': '10.5.0', 's390-pv': '7.6.0' })),
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
    /** What the firmware lets the host do with the guest, bit by bit, as AMD's manuals number them. */
    policy: requiredIn(SEV, leaf(policy)),
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
  },
  {
    lead: 'type',
    by: 'type',
    ordered: ['cbitpos', 'reducedPhysBits'],
    page: 'formatdomain.html#launch-security',
  },
)
