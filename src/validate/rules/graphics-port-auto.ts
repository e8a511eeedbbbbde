import { devices, numeric, place, spelled } from '../look.ts'
import { LIBVIRT, type Rule } from './rule.ts'

/** A port that is given counts for nothing where libvirt chooses. */
export const graphicsPortAuto: Rule = {
  code: 'VMC2610',
  slug: 'graphics-port-auto',
  severity: 'warning',
  title: 'port of a screen that libvirt chooses itself',
  help: 'With autoport, libvirt drops the port of a definition and chooses one when the guest starts. The words vnc and spice ask for autoport unless they are given a port: vnc(5901).',
  hypervisors: LIBVIRT,
  about: ['devices/graphics/port'],
  wrong: {
    ts: '.graphics(vnc().port(5901))',
    xml: `<devices>
  <graphics type="vnc" port="5901" autoport="yes"/>
</devices>`,
  },
  right: {
    ts: '.graphics(vnc(5901))',
    xml: `<devices>
  <graphics type="vnc" port="5901" autoport="no"/>
</devices>`,
  },
  *check(domain) {
    for (const graphics of devices(domain, 'graphics')) {
      const port = numeric(graphics, 'port')
      if (port === undefined || port <= 0 || spelled(graphics, 'autoport') !== 'yes') continue
      yield {
        message: `port ${port} counts for nothing: libvirt is asked to choose`,
        ...place(graphics, 'port'),
        help: `give it to the word, as vnc(${port}), or say autoport: false`,
      }
    }
  },
}
