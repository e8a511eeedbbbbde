import { devices, numeric, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Screens of VNC count from port 5900. */
export const vncPort: Rule = {
  code: 'VMC2605',
  slug: 'vnc-port',
  severity: 'error',
  title: 'VNC port below 5900',
  help: 'QEMU counts the screens of VNC from port 5900 on, and has none below. Leave the port to libvirt with autoport.',
  hypervisors: QEMU,
  about: ['devices/graphics/port'],
  wrong: {
    ts: ".graphics({ type: 'vnc', port: 5800 })",
    xml: `<devices>
  <graphics type="vnc" port="5800" autoport="no"/>
</devices>`,
  },
  right: {
    ts: ".graphics({ type: 'vnc', port: 5901 })",
    xml: `<devices>
  <graphics type="vnc" port="5901" autoport="no"/>
</devices>`,
  },
  *check(domain) {
    for (const graphics of devices(domain, 'graphics')) {
      const port = numeric(graphics, 'port')
      if (spelled(graphics, 'type') !== 'vnc' || spelled(graphics, 'autoport') === 'yes') continue
      if (port === undefined || port <= 0 || port >= 5900) continue
      yield {
        message: `a screen of VNC cannot be at port ${port}`,
        ...place(graphics, 'port'),
        help: 'take one from 5900 on, or leave it to libvirt',
      }
    }
  },
}
