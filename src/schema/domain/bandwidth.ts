import { integer, positive } from '../core/codec.ts'
import { attribute, child, element, type Infer } from '../core/element.ts'

const page = 'formatnetwork.html#quality-of-service'

const speed = integer(1, 2n ** 54n, 'kilobytes a second, 1 or more')

/** `<inbound>` or `<outbound>`: how fast the traffic of one direction may be. */
export interface BandwidthLimit extends Infer<typeof bandwidthLimit> {}

const bandwidthLimit = element(
  'limit',
  {
    /** Kilobytes a second, on the whole. Needed, but where there is a `floor`. */
    average: attribute(speed),
    /** Kilobytes a second at most, for as long as `burst` lasts; of `inbound` alone. */
    peak: attribute(speed),
    /** Kilobytes a second that are guaranteed; of `inbound` on a virtual network that has limits itself. Since libvirt 1.0.1. */
    floor: attribute(speed, { since: '1.0.1' }),
    /** How many KiB go at the `peak`'s speed in one go. */
    burst: attribute(integer(1, 2 ** 32 - 1, 'a number of KiB, 1 or more')),
  },
  { lead: 'average', page },
)

/** `<bandwidth>`: how fast a card may be. */
export interface Bandwidth extends Infer<typeof bandwidth> {}

export const bandwidth = element(
  'bandwidth',
  {
    /** The class of traffic on the host that it is; libvirt's choice. */
    classID: attribute(positive),
    /** What goes to the guest; unlimited where it is left out. */
    inbound: child<BandwidthLimit>(bandwidthLimit),
    /** What comes from the guest; unlimited where it is left out. */
    outbound: child<BandwidthLimit>(bandwidthLimit),
  },
  { page },
)
