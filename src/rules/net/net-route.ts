import { isIPv4, isIPv6 } from 'node:net'
import type { Cursor } from '../../check/cursor.ts'
import { rule } from '../../check/rule.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import type { IpRoute } from '../../schema/domain/network-ip.ts'

/**
 * The address of a `<route>` must be the address of a network, in which all bits after the prefix are 0. The address and the
 * gateway must belong to the IP family of the route.
 */
export const netRoute = rule({
  code: 'VMC2418',
  slug: 'net-route',
  severity: 'error',
  title: 'invalid network address or family of a <route>',
  help: 'The address of a <route> must be the address of a network, in which all bits after the prefix are 0, such as 10.0.0.0 with the prefix 8. A <route> without a prefix and netmask is the default route, with the prefix 0. The address and the gateway must belong to the family of the route, which is ipv4 by default. Correct the address, the prefix or the family.',
  for: 'libvirt',
  source: 'networkcommon_conf.c: virNetDevIPRouteCreate',
  on: ['devices/interface', 'devices/hostdev'],
  example: {
    xml: `<devices>
  <interface type="ethernet">
    <source><route family="ipv4" address="10.0.{0.1 -> 0.0}" prefix="24" gateway="10.1.0.1"/></source>
    <model type="virtio"/>
  </interface>
</devices>`,
  },
  *check(device) {
    // With the backend passt, a <route> has only a gateway, so this rule checks only a <route> that has an address.
    for (const route of [...device.each('route'), ...device.each('source/route')])
      if (route.has('address')) yield* checkRoute(route)
  },
})

function* checkRoute(route: Cursor<IpRoute>): Generator<RuleFinding> {
  const family = route.text('family') ?? 'ipv4'
  const isOfFamily = family === 'ipv6' ? isIPv6 : isIPv4
  const name = family === 'ipv6' ? 'IPv6' : 'IPv4'
  for (const field of ['address', 'gateway', 'netmask'] as const) {
    const text = route.text(field)
    if (text === undefined || (isOfFamily(text) && !(field === 'netmask' && family === 'ipv6')))
      continue
    yield route.report(
      field,
      field === 'netmask' && family === 'ipv6'
        ? 'an IPv6 route has a prefix, not a netmask'
        : `"${text}" is not an ${name} address`,
      field === 'netmask' ? 'use a prefix' : `use an ${name} address, or set the family`,
    )
    return
  }
  const [prefix, most] = [route.number('prefix') ?? 0, family === 'ipv6' ? 128 : 32]
  if (prefix > most) {
    yield route.report(
      'prefix',
      `an ${name} address has no prefix of ${prefix} bits`,
      `use at most ${most}`,
    )
  } else {
    const address = bitsOf(route.text('address'))
    const mask = route.has('netmask') ? bitsOf(route.text('netmask')) : maskOf(prefix, most)
    if (address === undefined || mask === undefined || (address & mask) === address) return
    yield route.report(
      'address',
      `"${route.text('address')}" is not the address of a network with ${route.has('netmask') ? 'this netmask' : `the prefix ${prefix}`}`,
      'set the bits after the prefix to 0, or correct the prefix',
    )
  }
}

const maskOf = (prefix: number, width: number): bigint =>
  ((1n << BigInt(prefix)) - 1n) << BigInt(width - prefix)

/**
 * The bits of an IP address as one number. `undefined` if the text is not an IP address, or if it is an IPv6 address with a dot
 * or "%".
 */
function bitsOf(address: string | undefined): bigint | undefined {
  if (address === undefined) return undefined
  if (isIPv4(address))
    return address.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n)
  if (!isIPv6(address) || /[.%]/.test(address)) return undefined
  const [head = '', tail] = address.split('::')
  const [before, after] = [groupsOf(head), groupsOf(tail)]
  const zeros = Array<string>(8 - before.length - after.length).fill('0')
  return [...before, ...zeros, ...after].reduce(
    (bits, group) => (bits << 16n) | BigInt(`0x${group}`),
    0n,
  )
}

const groupsOf = (text: string | undefined): readonly string[] => (text ? text.split(':') : [])
