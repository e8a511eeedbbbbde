import { clashes } from '../../check/addresses/problems-of.ts'
import { rule } from '../../check/rule.ts'

/** Two devices of an s390 guest cannot have the same CCW address. */
export const ccwAddressUnique = rule({
  code: 'VMC2307',
  slug: 'ccw-address-unique',
  severity: 'error',
  title: 'two devices have the same CCW address',
  help: 'Each device needs its own CCW address, which consists of cssid, ssid and devno. Change the devno, or remove the addresses: libvirt then assigns them.',
  for: 'qemu',
  source: 'domain_addr.c: virDomainCCWAddressAssign',
  on: 'devices',
  where: { '*/address/type': 'ccw' },
  example: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices>
  <rng model="virtio"><backend model="random"/><address type="ccw" cssid="0xfe" ssid="0" devno="1"/></rng>
  <memballoon model="virtio"><address type="ccw" cssid="0xfe" ssid="0" devno="{1 -> 2}"/></memballoon>
</devices>`,
  },
  *check(_, { domain, target }) {
    yield* clashes(domain, target, 'ccw-taken', 'devno', 'CCW address ', HELP)
  },
})

const HELP = 'give each device its own devno, or leave the addresses to libvirt'
