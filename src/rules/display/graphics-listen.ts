import { rule } from '../../check/rule.ts'

/** If `<graphics>` has the attribute "listen" or "socket", its value must be the same as in the first `<listen>` element. */
export const graphicsListen = rule({
  code: 'VMC2601',
  slug: 'graphics-listen',
  severity: 'error',
  title: 'attribute of <graphics> contradicts the <listen> element',
  help: 'The attributes "listen" and "socket" of <graphics> repeat the values of the first <listen> element. libvirt refuses different values. Remove the attributes.',
  for: 'all',
  source: 'domain_conf.c: virDomainGraphicsListenDefParseXML',
  on: 'devices/graphics',
  needs: 'listens',
  example: {
    xml: `<devices>
  <graphics type="vnc" {listen="192.168.0.1" -> }><listen type="address" address="127.0.0.1"/></graphics>
</devices>`,
  },
  *check(graphics) {
    const listen = graphics.first('listens')
    if (!listen) return
    for (const { key, type } of REPEATED) {
      const [own, other] = [graphics.text(key), listen.text(type)]
      if (own === undefined || other === undefined || own === other) continue
      if (listen.text('type') !== type) continue
      yield graphics.report(
        key,
        `the attribute is "${own}", but the first <listen> has "${other}"`,
        `leave the attribute ${key} out`,
        { related: [listen.related(type, 'the first <listen>')] },
      )
    }
  },
})

/**
 * The attributes of `<graphics>` that repeat a value of `<listen>`, each with the type of the `<listen>` that has this value.
 */
const REPEATED = [
  { key: 'listen', type: 'address' },
  { key: 'socket', type: 'socket' },
] as const
