import { matching, oneOf, uint8, uint24, uuid } from '../core/codec.ts'
import { attribute, child, element, type Infer, requiredIn } from '../core/element.ts'

const page = 'formatdomain.html#direct-attachment-to-physical-interface'

/** `<parameters>` of a `<virtualport>`: what the switch is told. */
export interface VirtualportParameters extends Infer<typeof virtualportParameters> {}

const virtualportParameters = element(
  'parameters',
  {
    /** The number of the database of 802.1Qbg that knows the types and instances; 0 is reserved. Since libvirt 0.8.2. */
    managerid: attribute(uint8, { in: ['802.1Qbg'], since: '0.8.2' }),
    /** The number of the type of 802.1Qbg, which says what the card may do. Since libvirt 0.8.2. */
    typeid: attribute(uint24, { in: ['802.1Qbg'], since: '0.8.2' }),
    /** The version of the type of 802.1Qbg. Since libvirt 0.8.2. */
    typeidversion: attribute(uint8, { in: ['802.1Qbg'], since: '0.8.2' }),
    /** The instance of 802.1Qbg that the card is. Since libvirt 0.8.2. */
    instanceid: attribute(uuid, { in: ['802.1Qbg'], since: '0.8.2' }),
    /** The port of Open vSwitch or of MidoNet that the card is; libvirt makes one up for Open vSwitch. Since libvirt 0.9.11. */
    interfaceid: requiredIn(
      ['midonet'],
      attribute(uuid, { in: ['openvswitch', 'midonet'], since: '0.9.11' }),
    ),
    /** The name of the profile that the switch has for the card, up to 39 characters. Since libvirt 0.8.2. */
    profileid: attribute(matching(/[\s\S]{0,39}/, 'a name of up to 39 characters'), {
      in: ['802.1Qbh', 'openvswitch'],
      since: '0.8.2',
    }),
  },
  { by: '../type', page },
)

/** `<virtualport>`: how the card registers with the switch it is connected to. */
export interface Virtualport extends Infer<typeof virtualport> {}

export const virtualport = element(
  'virtualport',
  {
    /** The kind of switch; the virtual network's own where it is left out. */
    type: attribute(oneOf('802.1Qbg 802.1Qbh openvswitch midonet')),
    /** What the switch is told; without a type, whatever any kind takes. */
    parameters: requiredIn(
      ['midonet'],
      child<VirtualportParameters>(virtualportParameters, {
        in: ['802.1Qbg', '802.1Qbh', 'openvswitch', 'midonet'],
      }),
    ),
  },
  { lead: 'type', by: 'type', page },
)
