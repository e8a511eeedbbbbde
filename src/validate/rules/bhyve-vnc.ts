import { devices, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** bhyve reads the password of VNC from a list with commas between. */
export const bhyveVnc: Rule = {
  code: 'VMC2905',
  slug: 'bhyve-vnc',
  severity: 'error',
  title: 'password that bhyve cannot be told',
  help: 'On bhyve the password of VNC has no comma.',
  hypervisors: ['bhyve'],
  about: ['devices/graphics'],
  wrong: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory>
<os><type>hvm</type><loader readonly="yes" type="pflash">/efi.fd</loader></os>
<devices><graphics type="vnc" port="5904" passwd="a,b"/></devices></domain>`,
  },
  right: {
    xml: `<domain type="bhyve"><name>fv0</name><memory unit="GiB">1</memory>
<os><type>hvm</type><loader readonly="yes" type="pflash">/efi.fd</loader></os>
<devices><graphics type="vnc" port="5904" passwd="ab"/></devices></domain>`,
  },
  *check(domain) {
    for (const graphics of devices(domain, 'graphics')) {
      if (!spelled(graphics, 'passwd')?.includes(',')) continue
      yield {
        message: 'the password holds a comma, which ends it for bhyve',
        ...place(graphics, 'passwd'),
        help: 'take one without a comma',
      }
    }
  },
}
