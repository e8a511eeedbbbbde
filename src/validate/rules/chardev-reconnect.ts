import { chardevs } from '../chardevs.ts'
import { devices, down, each, numeric, place, says, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Only who called can call again, and after some time. */
export const chardevReconnect: Rule = {
  code: 'VMC2502',
  slug: 'chardev-reconnect',
  severity: 'error',
  title: 'reconnecting that cannot be',
  help: 'A source of mode "connect" or "client" reconnects, after a timeout of at least one second; one that waits to be called does not.',
  about: [
    'devices/serial/source/reconnect',
    'devices/parallel/source/reconnect',
    'devices/console/source/reconnect',
    'devices/channel/source/reconnect',
    'devices/smartcard/source/reconnect',
    'devices/redirdev/source/reconnect',
    'devices/rng/backend/source/reconnect',
    'devices/interface/source/reconnect',
  ],
  wrong: {
    xml: `<devices>
  <serial type="tcp">
    <source mode="bind" host="localhost" service="5678"><reconnect enabled="yes" timeout="10"/></source>
  </serial>
</devices>`,
  },
  right: {
    xml: `<devices>
  <serial type="tcp">
    <source mode="connect" host="localhost" service="5678"><reconnect enabled="yes" timeout="10"/></source>
  </serial>
</devices>`,
  },
  *check(domain) {
    for (const device of [...chardevs(domain), ...devices(domain, 'interface')]) {
      for (const source of each(device, 'source')) {
        const reconnect = down(source, 'reconnect')
        if (!reconnect || spelled(reconnect, 'enabled') !== 'yes') continue
        const mode = spelled(source, 'mode')
        if (mode === 'bind' || mode === 'server') {
          yield {
            message: `a source of mode "${mode}" waits to be called, and cannot reconnect`,
            ...place(reconnect),
            help: `leave reconnect out, or say mode: '${mode === 'bind' ? 'connect' : 'client'}'`,
          }
        } else if (!says(reconnect, 'timeout') || numeric(reconnect, 'timeout') === 0) {
          yield {
            message: 'reconnecting needs a timeout of at least one second',
            ...place(reconnect, 'timeout'),
            help: 'say it: timeout: 10',
          }
        }
      }
    }
  },
}
