import type { Cursor } from '../../check/cursor.ts'
import {
  CHARDEVS,
  type CharacterDevice,
  isBackendWithoutSource,
  isReplaced,
} from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/**
 * The source of a character device must specify the file, device, socket or address on the host that its type requires.
 */
export const chardevSource = rule({
  code: 'VMC2501',
  slug: 'chardev-source',
  severity: 'error',
  title: 'character device source is incomplete',
  help: 'A <source> of type "tcp" requires a host and a service. A <source> of type "udp" requires the service to which it sends. A <source> of type "file", "dev", "pipe" or "unix" requires a path, except on a virtio <channel>, for which libvirt chooses the path of the UNIX socket. A <source> of type "dbus" requires a channel, and a <source> of type "nmdm" a master and a slave. Add the attribute that the message names.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainChrSourceDefValidate',
  on: [...CHARDEVS],
  example: {
    xml: `<devices>
  <serial type="tcp"><source mode="bind" host="localhost" { -> service="5678"}/><protocol type="raw"/></serial>
</devices>`,
  },
  *check(device, { domain }) {
    if (isBackendWithoutSource(device) || isReplaced(device, domain)) return
    const missing = missingPart(device)
    if (!missing) return
    const message = `the source of a <${device.name}> of type "${device.text('type')}" needs a ${missing.name}`
    const source = device.first('source')
    yield source
      ? source.report('.', message, missing.help)
      : device.report('.', message, missing.help)
  },
})

// libvirt chooses the path of the UNIX socket of a virtio channel.
const isVirtioChannel = (device: Cursor<CharacterDevice>): boolean =>
  device.name === 'channel' && device.text('target/type') === 'virtio'

const HOST = { name: 'host', help: "set the host, such as host: '127.0.0.1'" }
const SERVICE = { name: 'service', help: "set the port, such as service: '5678'" }
const SERVICE_TO_SEND_TO = { ...SERVICE, name: 'service to send to' }
const CHANNEL = {
  name: 'channel',
  help: "set the channel, such as channel: 'org.qemu.console.serial.0'",
}
const PATH = { name: 'path', help: "set the path, such as path: '/run/fv0.sock'" }

const MASTER = { name: 'master', help: "set both ends, such as master: '/dev/nmdm0A'" }
const SLAVE = { name: 'slave', help: "set both ends, such as slave: '/dev/nmdm0B'" }

function missingPart(device: Cursor<CharacterDevice>) {
  const sources = device.each('source')
  switch (device.text('type')) {
    case 'file':
    case 'dev':
    case 'pipe':
      return sources.some(source => source.has('path')) ? undefined : PATH
    case 'dbus':
      return sources.some(source => source.has('channel')) ? undefined : CHANNEL
    case 'tcp':
      if (!sources.some(source => source.has('host'))) return HOST
      return sources.some(source => source.has('service')) ? undefined : SERVICE
    case 'udp': {
      const senders = sources.filter(source => (source.text('mode') ?? 'connect') === 'connect')
      return senders.some(source => source.has('service')) ? undefined : SERVICE_TO_SEND_TO
    }
    case 'unix':
      if (isVirtioChannel(device) || sources.some(source => source.has('path'))) return undefined
      return PATH
    case 'nmdm': {
      const source = sources.find(one => one.has('master') !== one.has('slave'))
      return source && (source.has('master') ? SLAVE : MASTER)
    }
    default:
      return undefined
  }
}
