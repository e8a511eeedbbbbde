import { rule } from '../../check/rule.ts'

/** A VNC password cannot contain a comma on bhyve. */
export const bhyveVnc = rule({
  code: 'VMC2905',
  slug: 'bhyve-vnc',
  severity: 'error',
  title: 'VNC password with a comma on bhyve',
  help: 'Commas separate the options of bhyve, so a VNC password cannot contain one. Use a password without a comma.',
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
