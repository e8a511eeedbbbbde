import { matching, oneOf } from '../core/codec.ts'
import { attribute, element, type Infer, required, requiredIn } from '../core/element.ts'

/** `<teaming>`: two cards that are one to the guest, so that a machine with a device of the host can migrate. */
export interface Teaming extends Infer<typeof teaming> {}

export const teaming = element(
  'teaming',
  {
    /** `persistent` is the virtio card that always stays, `transient` the device of the host that goes when the guest moves. */
    type: required(attribute(oneOf('persistent transient'))),
    /** The alias of the card that stays; it begins with `ua-`. */
    persistent: requiredIn(
      ['transient'],
      attribute(matching(/[a-zA-Z0-9_\-.]+/, 'letters, digits, "_", "-" and "."')),
    ),
  },
  { lead: 'type', by: 'type', page: 'formatdomain.html#teaming-a-virtio-hostdev-nic-pair' },
)
