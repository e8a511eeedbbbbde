import { also, devices, down, each, numeric, place, repeated, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** The network of a single guest has an address of each kind. */
export const netUserAddress: Rule = {
  code: 'VMC2413',
  slug: 'net-user-address',
  severity: 'error',
  title: 'addresses that a user network cannot have',
  help: 'A card of type "user" has at most one IPv4 address, with a prefix of 4 to 27, and one IPv6 address, with a prefix of 64.',
  hypervisors: QEMU,
  about: ['devices/interface/ip'],
  wrong: {
    xml: `<devices>
  <interface type="user"><ip family="ipv4" address="172.17.2.0" prefix="28"/></interface>
</devices>`,
  },
  right: {
    xml: `<devices>
  <interface type="user"><ip family="ipv4" address="172.17.2.0" prefix="24"/></interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      if (spelled(nic, 'type') !== 'user' || spelled(down(nic, 'backend'), 'type') === 'passt')
        continue
      const ips = each(nic, 'ip')
      for (const { here, first, key } of repeated(ips, ip => spelled(ip, 'family') ?? 'ipv4')) {
        yield {
          message: `a user network has one address of ${key}, and this is the second`,
          ...place(here),
          help: 'keep one of them',
          related: [also('the first is here', first)],
        }
      }
      for (const ip of ips) {
        const prefix = numeric(ip, 'prefix')
        const isSix = spelled(ip, 'family') === 'ipv6'
        if (prefix === undefined || prefix === 0) continue
        if (isSix ? prefix === 64 : prefix >= 4 && prefix <= 27) continue
        yield {
          message: `a user network has no prefix of ${prefix}`,
          ...place(ip, 'prefix'),
          help: isSix ? 'use 64' : 'use one from 4 to 27, as 24',
        }
      }
    }
  },
}
