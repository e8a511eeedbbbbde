import { absolutePath, matching } from '../core/codec.ts'
import { attribute, child, element, type Infer, leaf, required } from '../core/element.ts'

/** `<fibrechannel>`: how a Fibre Channel network tells the guest apart. */
export interface FibreChannel extends Infer<typeof fibreChannel> {}

const fibreChannel = element(
  'fibrechannel',
  {
    /** The name from which the host makes the identifier. */
    appid: required(attribute(matching(/[ -~]{1,128}/, 'up to 128 printable ASCII characters'))),
  },
  { lead: 'appid', page: 'formatdomain.html#fibre-channel-vmid' },
)

/** `<resource>`: the part of the host the guest belongs to. */
export interface Resource extends Infer<typeof resource> {}

export const resource = element(
  'resource',
  {
    /** The absolute path of the resource partition, below the root of the control groups; it has to exist. */
    partition: leaf(absolutePath, { assigned: ({ partition }) => partition === '/machine' }),
    /** How a Fibre Channel network tells the guest apart. Since libvirt 7.7.0. */
    fibrechannel: child<FibreChannel>(fibreChannel, { since: '7.7.0' }),
  },
  { ordered: true, page: 'formatdomain.html#resource-partitioning' },
)
