import { also, devices, down, numeric, place, repeated } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** Each serial port of a guest is one of its own. */
export const serialPortUnique: Rule = {
  code: 'VMC2506',
  slug: 'serial-port-unique',
  severity: 'error',
  title: 'serial port of another device',
  help: 'The <target port> of each <serial> is another. Left out, libvirt numbers them.',
  hypervisors: LIBVIRT,
  about: ['devices/serial/target/port', 'devices/parallel/target/port'],
  wrong: {
    ts: '.serial(pty().target(0)).serial(pty().target(0))',
    xml: `<devices>
  <serial type="pty"><target port="0"/></serial>
  <serial type="pty"><target port="0"/></serial>
</devices>`,
  },
  right: {
    ts: '.serial(pty().target(0)).serial(pty().target(1))',
    xml: `<devices>
  <serial type="pty"><target port="0"/></serial>
  <serial type="pty"><target port="1"/></serial>
</devices>`,
  },
  *check(domain) {
    for (const kind of ['serial', 'parallel']) {
      const targets = devices(domain, kind).flatMap(port => down(port, 'target') ?? [])
      for (const { here, first, key } of repeated(targets, target => numeric(target, 'port'))) {
        yield {
          message: `two ${kind} devices are port ${key}`,
          ...place(here, 'port'),
          help: 'number them, or leave the numbers to libvirt',
          related: [also('the first is here', first, 'port')],
        }
      }
    }
  },
}
