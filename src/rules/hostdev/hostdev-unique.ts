import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { hostDevices } from '../../check/facts/hostdevs.ts'
import { rule } from '../../check/rule.ts'

/** A guest cannot have the same device of the host twice. */
export const hostdevUnique = rule({
  code: 'VMC2701',
  slug: 'hostdev-unique',
  severity: 'error',
  title: 'host device is assigned to the same guest twice',
  help: 'A guest can use each device of the host only once, in a <hostdev> or in a NIC of type "hostdev". Remove the duplicate, or choose another device.',
  for: 'all',
  source: 'domain_validate.c: virDomainDefHostdevValidate',
  on: 'devices',
  needs: 'hostdev',
  where: { 'interface/type': 'hostdev' },
  example: {
    xml: `<devices>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="0"/></source></hostdev>
  <hostdev mode="subsystem" type="pci" managed="yes"><source><address domain="0" bus="6" slot="2" function="{0 -> 1}"/></source></hostdev>
</devices>`,
  },
  *check(_, { domain }) {
    for (const { element, first, key } of duplicates(hostDevices(domain), one => one.name)) {
      const device: Cursor<unknown> = element.device
      const earlier: Cursor<unknown> = first.device
      yield device.report('.', `the guest is given the ${key} twice`, 'keep one of them', {
        related: [earlier.related('.', 'first given here')],
      })
    }
  },
})
