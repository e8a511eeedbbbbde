import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import type { IpRoute } from '../../schema/domain/network-ip.ts'

/** Only passt can set the host name of the guest, and passt can set only default routes. */
export const netPasstSettings = rule({
  code: 'VMC2469',
  slug: 'net-passt-settings',
  severity: 'error',
  title: 'host name requires passt, or passt does not support the route',
  help: 'The attributes "hostname" and "fqdn" require the backend passt. passt supports only default routes: one <route> for IPv4 and one <route> for IPv6, each with only a gateway. Set <backend type="passt">, or remove the setting.',
  for: 'qemu',
  source:
    'domain_validate.c: virDomainNetDefValidate; qemu_validate.c: qemuValidateDomainDeviceDefNetwork, of 12.2',
  on: 'devices/interface',
  needs: 'backend',
  example: {
    xml: `<devices>
  <interface type="user"><model type="virtio"/><backend {hostname="web" -> type="passt" hostname="web"}/></interface>
</devices>`,
  },
  *check(nic) {
    const backend = nic.first('backend')
    if (backend?.text('type') === 'passt') {
      yield* checkRoutes(nic.each('route'))
      return
    }
    const field = (['hostname', 'fqdn'] as const).find(one => backend?.has(one))
    if (!backend || field === undefined) return
    yield backend.report(
      field,
      `only the backend "passt" has ${field}`,
      `set the type to "passt", or leave out ${field}`,
    )
  },
})

function* checkRoutes(routes: readonly Cursor<IpRoute>[]) {
  for (const route of routes) {
    const field = (['address', 'prefix', 'netmask', 'metric'] as const).find(one => route.has(one))
    if (field !== undefined)
      yield route.report(
        field,
        `passt sets only default routes, but this one has ${field}`,
        'leave everything except gateway out',
      )
  }
  for (const { element, first } of duplicates(routes, familyOf))
    yield element.report('.', 'the NIC has two default routes', 'keep one for each family', {
      related: [first.related('.', 'the first default route')],
    })
}

const familyOf = (route: Cursor<IpRoute>): string =>
  route.text('family') ?? (route.text('gateway')?.includes(':') ? 'ipv6' : 'ipv4')
