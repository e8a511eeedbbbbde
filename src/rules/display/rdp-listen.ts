import { rule } from '../../check/rule.ts'

/** RDP graphics must listen on a network address. */
export const rdpListen = rule({
  code: 'VMC2693',
  slug: 'rdp-listen',
  severity: 'error',
  title: 'RDP graphics with a <listen> of type "socket" or "none"',
  help: 'RDP graphics must listen on a network address. Use a <listen> of type "address" or "network".',
  for: 'libvirt',
  source: 'domain_validate.c: virDomainGraphicsDefListensValidate',
  on: 'devices/graphics',
  where: { type: 'rdp' },
  example: {
    xml: '<devices><graphics type="{rdp -> vnc}"><listen type="none"/></graphics></devices>',
  },
  *check(graphics) {
    if (graphics.text('type') !== 'rdp') return
    for (const listen of graphics.each('listens')) {
      const type = listen.text('type')
      if (type !== 'socket' && type !== 'none') continue
      yield listen.report('type', `RDP cannot listen with type "${type}"`, 'use the type address')
    }
  },
})
