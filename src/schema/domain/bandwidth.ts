import { integer, positive } from '../core/codec.ts'
import { attribute, child, element, type Infer } from '../core/element.ts'

const page = 'formatnetwork.html#quality-of-service'

const speed = integer(1, 2n ** 54n, 'kilobytes per second, 1 or more')

/** `<inbound>` or `<outbound>`: the bandwidth limits for one direction of a NIC's traffic. */
export interface BandwidthLimit extends Infer<typeof bandwidthLimit> {}

const bandwidthLimit = element(
  'limit',
  {
    /** The average bit rate of the NIC, in kilobytes per second. Required unless `floor` is set. */
    average: attribute(speed),
    /**
     * The maximum bit rate of a burst of the NIC's traffic, in kilobytes per second. Use it only in `inbound`, because
     * Linux ignores it in `outbound`.
     */
    peak: attribute(speed),
    /**
     * The guaranteed minimum bit rate of the NIC, in kilobytes per second. Use it only in `inbound`, for a NIC in a
     * virtual network that also has bandwidth limits. Since libvirt 1.0.1.
     */
    floor: attribute(speed, { since: '1.0.1' }),
    /** The amount of data that can be transferred in one burst at the rate `peak`, in KiB. */
    burst: attribute(integer(1, 2 ** 32 - 1, 'a number of KiB, 1 or more')),
  },
  { lead: 'average', page },
)

/** `<bandwidth>`: the bandwidth limits of a NIC. */
export interface Bandwidth extends Infer<typeof bandwidth> {}

export const bandwidth = element(
  'bandwidth',
  {
    /** The number of the traffic control class that limits the NIC on the host. libvirt assigns the number. */
    classID: attribute(positive),
    /** The bandwidth limits for the NIC's traffic to the guest. If omitted, this traffic is unlimited. */
    inbound: child<BandwidthLimit>(bandwidthLimit),
    /** The bandwidth limits for the NIC's traffic from the guest. If omitted, this traffic is unlimited. */
    outbound: child<BandwidthLimit>(bandwidthLimit),
  },
  { page },
)
