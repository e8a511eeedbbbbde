import { CHARDEVS, isBackendWithoutSource, isReplaced } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** A SPICE or D-Bus channel must have a name of letters, digits, hyphens, dots and underscores. */
export const chardevChannel = rule({
  code: 'VMC2593',
  slug: 'chardev-channel',
  severity: 'error',
  title: 'missing or invalid name of a SPICE or D-Bus channel',
  help: 'The <source> of a character device of type "spiceport" or "dbus" must have the attribute "channel", such as channel="org.example.console.0". The name of the channel can contain only letters, digits, "-", "." and "_".',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainChrSourceDefValidateChannelName',
  on: [...CHARDEVS],
  where: { type: ['spiceport', 'dbus'] },
  example: {
    xml: `<devices>
  <serial type="spiceport"><source channel="org.example{/ -> .}console"/></serial>
  <graphics type="spice"/>
</devices>`,
  },
  *check(device, { domain }) {
    const type = device.text('type')
    if (type !== 'spiceport' && type !== 'dbus') return
    if (isBackendWithoutSource(device) || isReplaced(device, domain)) return
    const sources = device.each('source')
    const source = sources.find(one => one.has('channel'))
    const name = source?.text('channel')
    if (source && name !== undefined && !/^[\w.-]*$/.test(name)) {
      yield source.report(
        'channel',
        `the channel "${name}" has an invalid character`,
        'use letters, digits, "-", "." and "_"',
      )
    } else if (!source && type === 'spiceport') {
      // A device of type "dbus" without a channel is reported by the rule chardev-source.
      yield device.report('source', 'a spiceport needs a channel', "set channel: 'org.example.0'")
    }
  },
})
