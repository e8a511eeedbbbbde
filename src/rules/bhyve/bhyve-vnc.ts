import { rule } from '../../check/rule.ts'

/** On bhyve, a VNC password cannot contain a comma. */
export const bhyveVnc = rule({
  code: 'VMC2905',
  slug: 'bhyve-vnc',
  severity: 'error',
  title: 'VNC password contains a comma, which bhyve does not support',
  help: 'The options of bhyve are separated by commas, so a VNC password cannot contain a comma. Use another password.',
  for: ['bhyve'],
  source: 'bhyve_command.c: bhyveBuildGraphicsArgStr',
  on: 'devices/graphics',
  example: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory>
<os><type>hvm</type><loader readonly="yes" type="pflash">/efi.fd</loader></os>
<devices><graphics type="vnc" port="5904" passwd="{a,b -> ab}"/></devices></domain>`,
  },
  *check(graphics) {
    if (!graphics.text('passwd')?.includes(',')) return
    yield graphics.report(
      'passwd',
      'the VNC password contains a comma, which bhyve does not support',
      'use a password without a comma',
    )
  },
})
