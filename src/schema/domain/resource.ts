import { absolutePath, matching } from '../core/codec.ts'
import { attribute, child, element, type Infer, leaf, required } from '../core/element.ts'

/** `<fibrechannel>`: identifies the guest's traffic in a Fibre Channel network. */
export interface FibreChannel extends Infer<typeof fibreChannel> {}

const fibreChannel = element(
  'fibrechannel',
  {
    /**
     * The application ID from which the host derives the ID that marks the guest's traffic in a Fibre Channel network.
     */
    appid: required(attribute(matching(/[ -~]{1,128}/, 'up to 128 printable ASCII characters'))),
  },
  { lead: 'appid', page: 'formatdomain.html#fibre-channel-vmid' },
)

/** `<resource>`: the host resource partition that contains the guest. */
export interface Resource extends Infer<typeof resource> {}

export const resource = element(
  'resource',
  {
    /** The absolute path of the resource partition in the cgroup hierarchy. The partition must exist. */
    partition: leaf(absolutePath, { assigned: ({ partition }) => partition === '/machine' }),
    /** The ID that marks the guest's traffic in a Fibre Channel network. Since libvirt 7.7.0. */
    fibrechannel: child<FibreChannel>(fibreChannel, { since: '7.7.0' }),
  },
  { ordered: true, page: 'formatdomain.html#resource-partitioning' },
)
