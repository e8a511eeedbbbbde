import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'
import type { IpAddress } from '../../schema/domain/network-ip.ts'

/**
 * A NIC of type "user" can have only one address of each IP family. QEMU supports only some prefix lengths for these addresses.
 */
export const netUserAddress = rule({
  code: 'VMC2413',
  slug: 'net-user-address',
  severity: 'error',
  title: 'IP address not supported by a user network',
  help: 'A NIC of type "user" can have one IPv4 address with a prefix from 4 to 27, and one IPv6 address with the prefix 64. These addresses cannot have a peer. Correct the prefix, or remove the address or the peer.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDeviceDefNetwork',
  on: 'devices/interface',
  needs: 'ip',
  example: {
    xml: `<devices>
  <interface type="user"><ip family="ipv4" address="172.17.2.0" prefix="{28 -> 24}"/></interface>
</devices>`,
  },
  *check(nic, { target }) {
    if (nic.text('type') !== 'user') return
    const ips = nic.each('ip')
    for (const ip of ips.filter(one => one.has('peer')))
      yield ip.report('peer', 'an address of a user network cannot have a peer', 'remove peer')
    for (const { element, first, key } of duplicates(ips, familyOf)) {
      yield element.report(
        '.',
        `a user network has one ${NAMES[key]} address, and this is the second`,
        'keep one of them',
        { related: [first.related('.', 'the first address')] },
      )
    }
    // libvirt 12.9 does not check the prefix on a NIC with the backend passt. The first release that does not check it is not
    // known, so this rule checks it only for releases before 11.4.
    if (nic.text('backend/type') === 'passt' && !isBefore(target, '11.4.0')) return
    for (const ip of ips) {
      const family = familyOf(ip)
      const prefix = ip.number('prefix')
      if (prefix === undefined || prefix === 0) continue
      if (family === 'ipv6' ? prefix === 64 : prefix >= 4 && prefix <= 27) continue
      yield ip.report(
        'prefix',
        `a user network does not support the ${NAMES[family]} prefix ${prefix}`,
        family === 'ipv6' ? 'use 64' : 'use a prefix from 4 to 27, such as 24',
      )
    }
  },
})

const NAMES = { ipv4: 'IPv4', ipv6: 'IPv6' }

// If an <ip> has no family, libvirt uses the family of the address.
const familyOf = (ip: Cursor<IpAddress>): 'ipv4' | 'ipv6' =>
  ip.text('family') === 'ipv6' || ip.text('address')?.includes(':') ? 'ipv6' : 'ipv4'
