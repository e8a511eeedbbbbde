import { also, devices, each, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Where a screen listens is said by <listen>; the attribute of old repeats the first of them. */
export const graphicsListen: Rule = {
  code: 'VMC2601',
  slug: 'graphics-listen',
  severity: 'error',
  title: 'screen that listens in two places',
  help: 'The attributes listen and socket of <graphics> repeat what its first <listen> says. Leave them out.',
  about: ['devices/graphics/listen', 'devices/graphics/socket'],
  wrong: {
    xml: `<devices>
  <graphics type="vnc" listen="192.168.0.1"><listen type="address" address="127.0.0.1"/></graphics>
</devices>`,
  },
  right: {
    xml: `<devices>
  <graphics type="vnc"><listen type="address" address="127.0.0.1"/></graphics>
</devices>`,
  },
  *check(domain) {
    for (const graphics of devices(domain, 'graphics')) {
      const [first] = each(graphics, 'listens')
      if (!first) continue
      for (const [key, type, name] of [
        ['listen', 'address', 'address'],
        ['socket', 'socket', 'socket'],
      ] as const) {
        const [own, other] = [spelled(graphics, key), spelled(first, name)]
        if (own === undefined || other === undefined || own === other) continue
        if (spelled(first, 'type') !== type) continue
        yield {
          message: `the attribute says "${own}", and the first <listen> "${other}"`,
          ...place(graphics, key),
          help: `leave the attribute ${key} out`,
          related: [also('the <listen> is here', first, name)],
        }
      }
    }
  },
}
