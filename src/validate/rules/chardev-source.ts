import { chardevs } from '../chardevs.ts'
import { each, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A character device says where its other end is on the host. */
export const chardevSource: Rule = {
  code: 'VMC2501',
  slug: 'chardev-source',
  severity: 'error',
  title: 'character device that leads nowhere',
  help: 'Type "tcp" needs a host and a service, "udp" a service to send to, and "unix" a path, which libvirt makes up for channels alone.',
  hypervisors: QEMU,
  about: [
    'devices/serial',
    'devices/parallel',
    'devices/console',
    'devices/channel',
    'devices/smartcard',
    'devices/redirdev',
    'devices/rng/backend/source',
    'devices/rng/backend/type',
  ],
  wrong: {
    xml: `<devices>
  <serial type="tcp"><source mode="bind" host="localhost"/><protocol type="raw"/></serial>
</devices>`,
  },
  right: {
    xml: `<devices>
  <serial type="tcp"><source mode="bind" host="localhost" service="5678"/><protocol type="raw"/></serial>
</devices>`,
  },
  *check(domain) {
    for (const device of chardevs(domain)) {
      const type = spelled(device, 'type')
      const sources = each(device, 'source')
      const tell = (what: string, help: string) => ({
        message: `the source of a <${device.name}> of type "${type}" lacks its ${what}`,
        ...place(sources[0] ?? device),
        help,
      })
      if (type === 'tcp') {
        if (!sources.some(one => says(one, 'host')))
          yield tell('host', "say which: host: '127.0.0.1'")
        else if (!sources.some(one => says(one, 'service')))
          yield tell('service', "say the port: service: '5678'")
      } else if (type === 'udp') {
        const isTo = (one: (typeof sources)[number]) =>
          (spelled(one, 'mode') ?? 'connect') === 'connect'
        if (!sources.some(one => isTo(one) && says(one, 'service')))
          yield tell('service to send to', "say the port: service: '5678'")
      } else if (type === 'unix' && device.name !== 'channel') {
        if (!sources.some(one => says(one, 'path')))
          yield tell('path', "say which: path: '/run/fv0.sock'")
      }
    }
  },
}
