import { integer, type NumberLike, oneOf, yes } from '../core/codec.ts'
import { attribute, child, element, type Infer, many, required } from '../core/element.ts'

const page = 'formatdomain.html#setting-vlan-tag-on-supported-network-types-only'

/** `<tag>` of a `<vlan>`: one virtual LAN. */
export interface VlanTag extends Infer<typeof vlanTag> {}

const vlanTag = element(
  'tag',
  {
    /** The number of the LAN, from 0 to 4095. */
    id: required(attribute(integer(0, 4095))),
    /** What has no tag belongs to this LAN; its own traffic leaves `tagged` or `untagged`. Since libvirt 1.1.0. */
    nativeMode: attribute(oneOf('tagged untagged'), { since: '1.1.0' }),
  },
  { lead: 'id', page },
)

/** `<vlan>`: the virtual LANs that a card is in, without the guest knowing: `.vlan(42)`, `.vlan([42, 43])`. */
export interface Vlan extends Infer<typeof vlan> {}

export const vlan = element(
  'vlan',
  {
    /** The guest sees tags, though there is but one LAN; with several it does anyway. */
    trunk: attribute(yes),
    /** The LANs. */
    tag: required(many(child<VlanTag>(vlanTag))),
  },
  { expand: (ids: NumberLike | readonly NumberLike[]) => ({ tag: ids }), page },
)
