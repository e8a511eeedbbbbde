import { devices, each, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A screen that listens everywhere shows the guest to everyone. */
export const graphicsOpen: Rule = {
  code: 'VMC2604',
  slug: 'graphics-open',
  severity: 'warning',
  title: 'screen that anyone can open',
  help: 'A screen that listens on all addresses needs a password, or TLS that the host is set up for. Listen on 127.0.0.1, and go through SSH.',
  hypervisors: QEMU,
  about: ['devices/graphics/listen', 'devices/graphics/listens'],
  wrong: {
    ts: ".graphics(vnc().listen('0.0.0.0'))",
    xml: `<devices>
  <graphics type="vnc" autoport="yes"><listen type="address" address="0.0.0.0"/></graphics>
</devices>`,
  },
  right: {
    ts: ".graphics(vnc().listen('127.0.0.1'))",
    xml: `<devices>
  <graphics type="vnc" autoport="yes"><listen type="address" address="127.0.0.1"/></graphics>
</devices>`,
  },
  *check(domain) {
    for (const graphics of devices(domain, 'graphics')) {
      const type = spelled(graphics, 'type')
      if ((type !== 'vnc' && type !== 'spice') || says(graphics, 'passwd')) continue
      const [first] = each(graphics, 'listens')
      const isListed = first !== undefined && says(first, 'address')
      const [here, key] = isListed ? [first, 'address'] : [graphics, 'listen']
      const address = spelled(here, key)
      if (address !== '0.0.0.0' && address !== '::') continue
      // What is not spoken in the clear asks for a certificate.
      if (spelled(graphics, 'defaultMode') === 'secure') continue
      yield {
        message: `anyone who reaches the host at ${address} sees and uses the guest`,
        ...place(here, key),
        help: 'listen on 127.0.0.1, or give it a passwd',
      }
    }
  },
}
