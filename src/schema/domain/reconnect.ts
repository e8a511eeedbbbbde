import { unsigned, yesNo } from '../core/codec.ts'
import { attribute, either, element, type Infer } from '../core/element.ts'

/** `<reconnect>`: whether and when the hypervisor connects again after a connection breaks. */
export interface Reconnect extends Infer<typeof reconnect> {}

export const reconnect = element(
  'reconnect',
  {
    /**
     * Whether the hypervisor connects again after the connection breaks. It applies only if the hypervisor is the
     * client of the connection.
     */
    enabled: attribute(yesNo),
    /** The time before the hypervisor's next attempt to connect, in seconds. Requires `enabled`. */
    timeout: attribute(unsigned),
    /** How long the requests of an NBD disk wait for the connection before they fail, in seconds. Since libvirt 9.1.0. */
    delay: attribute(unsigned, { since: '9.1.0' }),
  },
  {
    choices: [either('enabled', 'delay')],
    requires: { timeout: 'enabled' },
    page: 'formatdomain.html#consoles-serial-parallel-channel-devices',
  },
)
