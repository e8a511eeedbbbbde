import { rule } from '../../check/rule.ts'

/** Graphics that listen on all addresses need a password. Otherwise, everyone who can reach the host can connect. */
export const graphicsOpen = rule({
  code: 'VMC2604',
  slug: 'graphics-open',
  severity: 'warning',
  title: 'graphics accept connections from any host without a password',
  help: 'Graphics that listen on all addresses need a password, or TLS if TLS is configured on the host. Set a password, or listen on 127.0.0.1 and connect through SSH.',
  for: 'qemu',
  source: 'advice: anyone who reaches the host can see and use the guest',
  on: 'devices/graphics',
  example: {
    ts: ".graphics(vnc().listen('{0.0.0.0 -> 127.0.0.1}'))",
    xml: `<devices>
  <graphics type="vnc" autoport="yes"><listen type="address" address="{0.0.0.0 -> 127.0.0.1}"/></graphics>
</devices>`,
  },
  *check(graphics) {
    const type = graphics.text('type')
    if ((type !== 'vnc' && type !== 'spice') || graphics.has('passwd')) return
    const field = graphics.has('listens/address') ? 'listens/address' : 'listen'
    const address = graphics.text(field)
    if (address !== '0.0.0.0' && address !== '::') return
    // With defaultMode="secure", SPICE accepts only TLS connections, so this rule does not report the address.
    if (graphics.text('defaultMode') === 'secure') return
    yield graphics.report(
      field,
      `anyone who reaches the host at ${address} can see and use the guest`,
      'listen on 127.0.0.1, or set passwd',
    )
  },
})
