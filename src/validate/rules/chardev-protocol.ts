import { chardevs } from '../chardevs.ts'
import { down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** QEMU speaks two protocols over TCP. */
export const chardevProtocol: Rule = {
  code: 'VMC2504',
  slug: 'chardev-protocol',
  severity: 'error',
  title: 'protocol that QEMU does not speak',
  help: 'Over TCP, QEMU speaks raw and telnet. TLS is said by the source: tls: "yes".',
  hypervisors: QEMU,
  about: [
    'devices/serial/protocol',
    'devices/parallel/protocol',
    'devices/console/protocol',
    'devices/channel/protocol',
    'devices/smartcard/protocol',
    'devices/redirdev/protocol',
    'devices/rng/backend/protocol',
  ],
  wrong: {
    xml: `<devices>
  <serial type="tcp">
    <source mode="connect" host="a" service="1"/>
    <protocol type="tls"/>
  </serial>
</devices>`,
  },
  right: {
    xml: `<devices>
  <serial type="tcp">
    <source mode="connect" host="a" service="1"/>
    <protocol type="telnet"/>
  </serial>
</devices>`,
  },
  *check(domain) {
    for (const device of chardevs(domain)) {
      const protocol = down(device, 'protocol')
      const type = spelled(protocol, 'type')
      if (!protocol || spelled(device, 'type') !== 'tcp') continue
      if (type === undefined || type === 'raw' || type === 'telnet') continue
      yield {
        message: `QEMU does not speak "${type}" over TCP`,
        ...place(protocol, 'type'),
        help: type === 'tls' ? "say tls: 'yes' at the source" : 'use raw or telnet',
      }
    }
  },
}
