import { rule } from '../../check/rule.ts'

/** libvirt ignores the port of graphics if autoport is on. */
export const graphicsPortAuto = rule({
  code: 'VMC2610',
  slug: 'graphics-port-auto',
  severity: 'warning',
  title: 'graphics port is ignored because autoport is on',
  help: 'If autoport is on, libvirt ignores the port of the graphics and chooses another port when the guest starts. Remove the port, or turn autoport off. In vmc, vnc(5901) and spice(5901) turn autoport off, and vnc() and spice() turn it on.',
  for: 'libvirt',
  source:
    'advice: domain_conf.c: virDomainGraphicsDefParseXMLVNC, virDomainGraphicsDefParseXMLSpice drop the port',
  on: 'devices/graphics',
  example: {
    ts: '.graphics({vnc().port(5901) -> vnc(5901)})',
    xml: `<devices>
  <graphics type="vnc" port="5901" autoport="{yes -> no}"/>
</devices>`,
  },
  *check(graphics, { domain }) {
    // In the definition of a running domain, libvirt shows the port that it chose, so this rule skips running domains.
    if (domain.has('id')) return
    const port = graphics.number('port')
    if (port === undefined || port <= 0 || graphics.text('autoport') !== 'yes') return
    yield graphics.report(
      'port',
      `port ${port} is ignored because autoport is on`,
      `pass the port to the method, as in vnc(${port}), in XML set autoport="no"`,
    )
  },
})
