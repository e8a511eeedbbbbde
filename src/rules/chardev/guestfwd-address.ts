import { rule } from '../../check/rule.ts'

/** A guestfwd channel can have only an IPv4 address. */
export const guestfwdAddress = rule({
  code: 'VMC2583',
  slug: 'guestfwd-address',
  severity: 'error',
  title: 'guestfwd channel has an IPv6 address',
  help: 'QEMU forwards only IPv4 connections to a guestfwd channel. Use an IPv4 address of the user network, such as 10.0.2.1.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainChrDefParseTargetXML',
  on: 'devices/channel/target',
  where: { type: 'guestfwd' },
  example: {
    xml: `<devices>
  <channel type="pty"><target type="guestfwd" address="{fec0::2 -> 10.0.2.1}" port="4600"/></channel>
</devices>`,
  },
  *check(target) {
    const address = target.text('address')
    if (target.text('type') !== 'guestfwd' || !address?.includes(':')) return
    yield target.report(
      'address',
      `"${address}" is not an IPv4 address`,
      'use an IPv4 address, such as 10.0.2.1',
    )
  },
})
