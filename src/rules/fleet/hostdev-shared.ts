import { nameOf } from '../../check/facts/domain.ts'
import { hostDevices } from '../../check/facts/hostdevs.ts'
import { rule } from '../../check/rule.ts'
import { HostUniqueIndex } from '../../check/unique-index.ts'

/** Two running guests cannot use the same device of a host. */
export const hostdevShared = rule({
  code: 'VMC2007',
  slug: 'hostdev-shared',
  severity: 'warning',
  title: 'host device is assigned to two domains',
  help: 'Only one running guest can use a device of the host. If both domains are on the same host, they cannot run at the same time. Remove the device from one of the domains, or run them on different hosts.',
  for: 'all',
  source:
    'qemu_hostdev.c and virhostdev.c: virHostdevPreparePCIDevicesCheckSupport, virHostdevPreparePCIDevices',
  on: 'devices',
  needs: 'hostdev',
  where: { 'interface/type': 'hostdev' },
  example: {
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>
</devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="{0 -> 1}"/></source></hostdev>
</devices></domain>`,
  },
  createCheck() {
    const assigned = new HostUniqueIndex()
    return {
      *check(_, { domain }) {
        for (const { device, name, isCertain } of hostDevices(domain)) {
          const first = isCertain ? assigned.conflict(name, domain, device) : undefined
          // This rule skips a device that one domain uses twice, because the rule hostdev-unique reports it.
          if (!first || first.domain === nameOf(domain)) continue
          yield device.report(
            '.',
            `"${first.domain}" and "${nameOf(domain)}" both have the ${name} of the host`,
            'assign it to one of them',
            { related: [first.related] },
          )
        }
      },
    }
  },
})
