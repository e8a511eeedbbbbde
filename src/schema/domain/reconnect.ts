import { unsigned, yesNo } from '../core/codec.ts'
import { attribute, either, element, type Infer } from '../core/element.ts'

/** `<reconnect>`: whether and when a broken connection is re-established. */
export interface Reconnect extends Infer<typeof reconnect> {}

export const reconnect = element(
  'reconnect',
  {
    /** Whether the hypervisor reconnects; only for the client side, `mode` "connect". */
    enabled: attribute(yesNo),
    /** The delay before the next attempt to reconnect, in seconds; requires `enabled`. */
    timeout: attribute(unsigned),
    /** How long requests wait for the connection before they fail, in seconds; for NBD disks. Since libvirt 9.1.0. */
    delay: attribute(unsigned, { since: '9.1.0' }),
  },
  {
    choices: [either('enabled', 'delay')],
    requires: { timeout: 'enabled' },
    page: 'formatdomain.html#consoles-serial-parallel-channel-devices',
  },
)
