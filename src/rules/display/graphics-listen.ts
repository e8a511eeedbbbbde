import { rule } from '../../check/rule.ts'

/** An old attribute of `<graphics>` repeats its first `<listen>`. */
export const graphicsListen = rule({
  code: 'VMC2601',
  slug: 'graphics-listen',
  severity: 'error',
  title: 'graphics attribute contradicts the first <listen>',
  help: 'The attributes listen and socket of <graphics> repeat its first <listen>, and libvirt refuses different values. Leave the attributes out.',
  for: 'all',
  source: 'domain_conf.c: virDomainGraphicsListenDefParseXML',
  on: 'devices/graphics',
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

/** The attributes of `<graphics>`, and the type of `<listen>` with the same value in an attribute of that name. */
const REPEATED = [
  { key: 'listen', type: 'address' },
  { key: 'socket', type: 'socket' },
] as const
