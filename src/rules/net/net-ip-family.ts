import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** The address, peer and prefix of `<ip>` must belong to the same family. */
export const netIpFamily = rule({
  code: 'VMC2483',
  slug: 'net-ip-family',
  severity: 'error',
  title: 'IP address has the wrong family, or its prefix is too long',
  help: 'The attributes "address" and "peer" of <ip> must belong to its "family", which is ipv4 or ipv6. The prefix can be at most 32 for ipv4 and at most 128 for ipv6. Correct the address, the family or the prefix.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainNetIPParseXML',
  on: ['devices/interface', 'devices/hostdev'],
  needs: ['ip', 'source/ip'],
  example: {
    xml: `<devices>
  <interface type="ethernet"><source><ip address="10.0.2.1" prefix="{64 -> 24}"/></source><model type="virtio"/></interface>
</devices>`,
  },
  *check(device, { target }) {
    // If the libvirt release limits the prefixes on a NIC of type "user", the rule net-user-address checks these prefixes.
    const isUser =
      device.name === 'interface' &&
      device.text('type') === 'user' &&
      (device.text('backend/type') !== 'passt' || isBefore(target, '11.4.0'))
    for (const ip of [...device.each('ip'), ...device.each('source/ip')]) {
      const address = ip.text('address')
      if (address === undefined) continue
      const family = ip.text('family') ?? familyOf(address)
      for (const field of ['address', 'peer'] as const) {
        const text = ip.text(field)
        if (text === undefined || familyOf(text) === family) continue
        yield ip.report(
          field,
          `"${text}" is not an ${family === 'ipv6' ? 'IPv6' : 'IPv4'} address`,
          `use an address of the family ${family}`,
        )
      }
      const prefix = ip.number('prefix')
      if (isUser || family !== 'ipv4' || prefix === undefined || prefix <= 32) continue
      yield ip.report('prefix', `an IPv4 address has no prefix of ${prefix} bits`, 'use at most 32')
    }
  },
})

const familyOf = (address: string): string => (address.includes(':') ? 'ipv6' : 'ipv4')
