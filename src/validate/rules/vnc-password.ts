import { devices, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** VNC reads eight characters of a password. */
export const vncPassword: Rule = {
  code: 'VMC2606',
  slug: 'vnc-password',
  severity: 'error',
  title: 'password too long for VNC',
  help: 'A password of VNC has at most 8 characters.',
  hypervisors: QEMU,
  about: ['devices/graphics/passwd'],
  wrong: {
    xml: `<devices>
  <graphics type="vnc" passwd="correct horse"/>
</devices>`,
  },
  right: {
    xml: `<devices>
  <graphics type="vnc" passwd="horse"/>
</devices>`,
  },
  *check(domain) {
    for (const graphics of devices(domain, 'graphics')) {
      const length = spelled(graphics, 'passwd')?.length ?? 0
      if (spelled(graphics, 'type') !== 'vnc' || length <= 8) continue
      yield {
        message: `a password of VNC has at most 8 characters, and this one has ${length}`,
        ...place(graphics, 'passwd'),
        help: 'shorten it, or use SPICE',
      }
    }
  },
}
