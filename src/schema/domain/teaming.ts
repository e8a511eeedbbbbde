import { matching, oneOf } from '../core/codec.ts'
import { attribute, element, type Infer, required, requiredIn } from '../core/element.ts'

/** `<teaming>`: pairs a virtio NIC with an assigned host NIC, so that the guest keeps its network during a migration. */
export interface Teaming extends Infer<typeof teaming> {}

export const teaming = element(
  'teaming',
  {
    /**
     * The role of the NIC in the pair. `persistent` is the virtio NIC, which the guest keeps during a migration.
     * `transient` is the assigned host NIC, which is unplugged for a migration.
     */
    type: required(attribute(oneOf('persistent transient'))),
    /** The alias of the persistent NIC with which this transient NIC is paired. The alias must begin with `ua-`. */
    persistent: requiredIn(
      ['transient'],
      attribute(matching(/[a-zA-Z0-9_\-.]+/, 'letters, digits, "_", "-" and "."')),
    ),
  },
  { lead: 'type', variantBy: 'type', page: 'formatdomain.html#teaming-a-virtio-hostdev-nic-pair' },
)
