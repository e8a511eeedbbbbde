import { CHARDEVS, isBackendWithoutSource } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** libvirt ignores source settings that the type of the character device does not use. */
export const chardevIgnored = rule({
  code: 'VMC2514',
  slug: 'chardev-ignored',
  severity: 'warning',
  title: '<source> setting is ignored for this type of character device',
  help: 'Each type of character device uses only certain settings of <source> and <protocol>. libvirt drops all other settings without a message. Remove the unused settings, or change the type of the device.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainChrSourceDefParseXML',
  on: [...CHARDEVS],
  needs: ['source', 'protocol'],
  example: {
    xml: '<devices><serial type="{pty -> tcp}"><source mode="bind" host="127.0.0.1" service="4555"/></serial></devices>',
  },
  *check(device) {
    const type = device.text('type')
    if (type === undefined || isBackendWithoutSource(device)) return
    const message = (part: string) => `a <${device.name}> of type "${type}" ignores ${part}`
    for (const source of device.each('source'))
      for (const [part, types] of PARTS)
        if (!types.includes(type) && source.has(part))
          yield source.report(part, message(part), `leave it out, or use the type ${types[0]}`)
    const protocol = device.first('protocol')
    if (protocol?.has('type') && type !== 'tcp' && type !== 'unix')
      yield protocol.report('type', message('the protocol'), 'leave out <protocol>')
  },
})

const PATHS: readonly string[] = ['file', 'dev', 'pipe', 'pty', 'unix']

type Part =
  | 'mode'
  | 'path'
  | 'append'
  | 'host'
  | 'service'
  | 'tls'
  | 'channel'
  | 'master'
  | 'slave'
  | 'clipboard'
  | 'mouse'
  | 'reconnect'
  | 'seclabel'

/** The character device types that use each setting of a source. */
const PARTS: readonly (readonly [part: Part, types: readonly string[]])[] = [
  ['mode', ['tcp', 'udp', 'unix']],
  ['path', PATHS],
  ['append', PATHS],
  ['host', ['tcp', 'udp']],
  ['service', ['tcp', 'udp']],
  ['tls', ['tcp']],
  ['channel', ['spiceport', 'dbus']],
  ['master', ['nmdm']],
  ['slave', ['nmdm']],
  ['clipboard', ['qemu-vdagent']],
  ['mouse', ['qemu-vdagent']],
  ['reconnect', ['tcp', 'unix']],
  ['seclabel', PATHS],
]
