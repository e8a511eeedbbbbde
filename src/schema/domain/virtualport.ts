import { matching, oneOf, uint8, uint24, uuid } from '../core/codec.ts'
import { attribute, child, element, type Infer, requiredIn } from '../core/element.ts'

const page = 'formatdomain.html#direct-attachment-to-physical-interface'

/** `<parameters>` of a `<virtualport>`: the IDs with which the NIC registers with the switch. */
export interface VirtualportParameters extends Infer<typeof virtualportParameters> {}

const virtualportParameters = element(
  'parameters',
  {
    /**
     * The ID of the 802.1Qbg VSI manager, whose database defines the VSI types and instances. The ID 0 is reserved.
     * Since libvirt 0.8.2.
     */
    managerid: attribute(uint8, { in: ['802.1Qbg'], since: '0.8.2' }),
    /** The ID of the 802.1Qbg VSI type, which defines the network access of the NIC. Since libvirt 0.8.2. */
    typeid: attribute(uint24, { in: ['802.1Qbg'], since: '0.8.2' }),
    /** The version of the 802.1Qbg VSI type. Since libvirt 0.8.2. */
    typeidversion: attribute(uint8, { in: ['802.1Qbg'], since: '0.8.2' }),
    /** The ID of the 802.1Qbg VSI instance that belongs to the NIC. Since libvirt 0.8.2. */
    instanceid: attribute(uuid, { in: ['802.1Qbg'], since: '0.8.2' }),
    /**
     * The ID of the NIC's port on the Open vSwitch or MidoNet switch. For Open vSwitch, libvirt generates an omitted
     * ID. Since libvirt 0.9.11.
     */
    interfaceid: requiredIn(
      ['midonet'],
      attribute(uuid, { in: ['openvswitch', 'midonet'], since: '0.9.11' }),
    ),
    /** The name of the switch's port profile that applies to the NIC, with up to 39 characters. Since libvirt 0.8.2. */
    profileid: attribute(matching(/[\s\S]{0,39}/, 'a name of up to 39 characters'), {
      in: ['802.1Qbh', 'openvswitch'],
      since: '0.8.2',
    }),
  },
  { variantBy: '../type', page },
)

/** `<virtualport>`: how the NIC registers with the switch that it is connected to. */
export interface Virtualport extends Infer<typeof virtualport> {}

export const virtualport = element(
  'virtualport',
  {
    /**
     * The type of switch that the NIC is connected to. By default, the definition of the virtual network determines the
     * type.
     */
    type: attribute(oneOf('802.1Qbg 802.1Qbh openvswitch midonet')),
    /**
     * The IDs with which the NIC registers with the switch. Without `type`, the parameters of every type of switch are
     * accepted.
     */
    parameters: requiredIn(
      ['midonet'],
      child<VirtualportParameters>(virtualportParameters, {
        in: ['802.1Qbg', '802.1Qbh', 'openvswitch', 'midonet'],
      }),
    ),
  },
  { lead: 'type', variantBy: 'type', page },
)
