import { problemsOf, reportAt } from '../../check/addresses/problems-of.ts'
import { rule } from '../../check/rule.ts'

/** A pSeries guest has at most 31 PCI host bridges. */
export const phbFull = rule({
  code: 'VMC2423',
  slug: 'phb-full',
  severity: 'error',
  title: 'more PCI host bridges than a pSeries guest supports',
  help: 'Each PCI bus of a pSeries guest is a host bridge. libvirt adds a bridge for each bus number up to the highest that is used. A guest can have at most 31 bridges: the buses 0 to 30. Use a lower bus number.',
  for: 'qemu',
  source: 'qemu_domain_address.c: qemuDomainAddressFindNewTargetIndex',
  on: 'devices',
  example: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<devices><memballoon model="virtio"><address type="pci" domain="0" bus="{0x7f -> 0}" slot="2" function="0"/></memballoon></devices>`,
  },
  *check(_, { domain, target }) {
    for (const { device, bridges } of problemsOf(domain, target, 'phb-full'))
      yield reportAt(
        domain,
        device,
        'bus',
        `this bus needs ${bridges} PCI host bridges, but the guest can have 31`,
        'use a bus from 0 to 30, or leave the address to libvirt',
      )
  },
})
