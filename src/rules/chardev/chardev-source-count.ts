import { CHARDEVS, isBackendWithoutSource } from '../../check/facts/chardevs.ts'
import { rule } from '../../check/rule.ts'

/** A character device can have only one source. Only the type "udp" can have two, one for each direction. */
export const chardevSourceCount = rule({
  code: 'VMC2503',
  slug: 'chardev-source-count',
  severity: 'error',
  title: 'character device has too many sources',
  help: 'A character device can have only one <source>. Only a device of type "udp" can have two: one of mode "connect" and one of mode "bind". Remove the extra <source>, or add another device.',
  for: 'all',
  source: 'domain_conf.c: virDomainChrSourceDefParseXML',
  on: [...CHARDEVS],
  needs: 'source',
  example: {
    xml: `<devices>
  <serial type="{tcp -> udp}">
    <source mode="connect" host="a" service="1"/>
    <source mode="{connect -> bind}" host="b" service="2"/>
  </serial>
</devices>`,
  },
  *check(device) {
    if (isBackendWithoutSource(device)) return
    const type = device.text('type')
    if (type === undefined) return
    const sources = device.each('source')
    const limit = type === 'udp' ? 2 : 1
    const extra = sources[limit]
    if (!extra) return
    yield extra.report(
      '.',
      `a <${device.name}> of type "${type}" has at most ${limit === 1 ? 'one source' : 'two sources'}`,
      'leave this source out, or add another device',
      { related: [sources[0]!.related('.', 'the first source')] },
    )
  },
})
