import { integer, type NumberLike, oneOf, yes } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'formatdomain.html#setting-vlan-tag-on-supported-network-types-only'

/** `<tag>` of a `<vlan>`: one VLAN that the NIC belongs to. */
export interface VlanTag extends Infer<typeof vlanTag> {}

const vlanTag = element(
  'tag',
  {
    /** The ID of the VLAN, from 0 to 4095. */
    id: required(attribute(integer(0, 4095))),
    /**
     * Marks this VLAN as the native VLAN of the NIC, to which untagged packets belong. The value sets whether the NIC
     * sends packets of the native VLAN `tagged` or `untagged`. Since libvirt 1.1.0.
     */
    nativeMode: attribute(oneOf('tagged untagged'), { since: '1.1.0' }),
  },
  { lead: 'id', page },
)

/**
 * `<vlan>`: the VLANs that a NIC belongs to, as in `.vlan(42)` or `.vlan([42, 43])`. By default, the guest does not see
 * the tag of a single VLAN.
 */
export interface Vlan extends Infer<typeof vlan> {}

export const vlan = element(
  'vlan',
  {
    /**
     * Whether the guest sees VLAN tags even if there is only one VLAN. With several VLANs, the guest always sees VLAN
     * tags.
     */
    trunk: attribute(yes),
    /** The VLANs that the NIC belongs to. */
    tag: required(many(child<VlanTag>(vlanTag))),
  },
  { expand: (ids: NumberLike | readonly NumberLike[]) => ({ tag: ids }), page },
)
