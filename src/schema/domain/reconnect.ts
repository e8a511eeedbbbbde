import { unsigned, yesNo } from '../core/codec.ts'
import { attribute, either, element, type Infer } from '../core/element.ts'

/** `<reconnect>`: what happens when a connection breaks. */
export interface Reconnect extends Infer<typeof reconnect> {}

export const reconnect = element(
  'reconnect',
  {
    /** The hypervisor connects anew. Only for the end that calls: `mode` is `connect`. */
    enabled: attribute(yesNo),
    /** After how many seconds it tries again. Goes with `enabled`. */
    timeout: attribute(unsigned),
    /** For how many seconds requests wait for the connection to come back, before they fail; of NBD disks. Since libvirt 9.1.0. */
    delay: attribute(unsigned, { since: '9.1.0' }),
  },
  {
    choices: [either('enabled', 'delay')],
    needs: { timeout: 'enabled' },
    page: 'formatdomain.html#consoles-serial-parallel-channel-devices',
  },
)
