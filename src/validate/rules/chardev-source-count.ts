import { chardevs } from '../chardevs.ts'
import { also, each, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** A character device has one other end, and with UDP one for each direction. */
export const chardevSourceCount: Rule = {
  code: 'VMC2503',
  slug: 'chardev-source-count',
  severity: 'error',
  title: 'character device with too many sources',
  help: 'A character device has one <source>; one of type "udp" has two, of mode "connect" and "bind".',
  about: [
    'devices/serial/source',
    'devices/parallel/source',
    'devices/console/source',
    'devices/channel/source',
    'devices/smartcard/source',
    'devices/redirdev/source',
    'devices/rng/backend/source',
  ],
  wrong: {
    xml: `<devices>
  <serial type="tcp">
    <source mode="connect" host="a" service="1"/>
    <source mode="connect" host="b" service="2"/>
  </serial>
</devices>`,
  },
  right: {
    xml: `<devices>
  <serial type="udp">
    <source mode="connect" host="a" service="1"/>
    <source mode="bind" host="b" service="2"/>
  </serial>
</devices>`,
  },
  *check(domain) {
    for (const device of chardevs(domain)) {
      const sources = each(device, 'source')
      const most = spelled(device, 'type') === 'udp' ? 2 : 1
      const stray = sources[most]
      if (!stray) continue
      yield {
        message: `a <${device.name}> of type "${spelled(device, 'type')}" has ${most === 1 ? 'one source' : 'two sources'}, and this is one more`,
        ...place(stray),
        help: 'leave it out, or add another device',
        related: [also('the first is here', sources[0]!)],
      }
    }
  },
}
