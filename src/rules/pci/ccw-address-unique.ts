import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { addressesOf } from '../../check/facts/addresses.ts'
import { rule } from '../../check/rule.ts'
import type { Address } from '../../schema/domain/address.ts'

/** Two devices of an s390 guest cannot have the same CCW address. */
export const ccwAddressUnique = rule({
  code: 'VMC2307',
  slug: 'ccw-address-unique',
  severity: 'error',
  title: 'two devices have the same CCW address',
  help: 'Each device needs its own CCW address, which consists of cssid, ssid and devno. Change the devno, or leave the addresses out: libvirt then assigns them.',
  for: 'all',
  source: 'domain_addr.c: virDomainCCWAddressAssign',
  on: 'devices',
  example: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices>
  <rng model="virtio"><backend model="random"/><address type="ccw" cssid="0xfe" ssid="0" devno="1"/></rng>
  <memballoon model="virtio"><address type="ccw" cssid="0xfe" ssid="0" devno="{1 -> 2}"/></memballoon>
</devices>`,
  },
  *check(_, { domain }) {
    for (const { element, first, key } of duplicates(addressesOf(domain, 'ccw'), textOf)) {
      yield element.report(
        'devno',
        `two devices have the CCW address ${key}`,
        'give each device its own devno, or leave the addresses to libvirt',
        { related: [first.related('devno', 'first used here')] },
      )
    }
  },
})

function textOf(address: Cursor<Address>): string | undefined {
  const parts = [address.number('cssid'), address.number('ssid'), address.number('devno')]
  return parts.includes(undefined) ? undefined : parts.map(part => part!.toString(16)).join('.')
}
