import { also, down, nameOf, numeric, place, repeated, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** The host tells guests on vsock apart by number. */
export const vsockCidUnique: Rule = {
  code: 'VMC2009',
  slug: 'vsock-cid-unique',
  severity: 'warning',
  title: 'vsock number of another domain',
  help: 'Unless they run on different hosts, the second of two domains with one CID does not start while the first runs. Leave the CID to libvirt with auto.',
  wrong: {
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices><vsock model="virtio"><cid auto="no" address="3"/></vsock></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices><vsock model="virtio"><cid auto="no" address="3"/></vsock></devices></domain>`,
  },
  right: {
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices><vsock model="virtio"><cid auto="no" address="3"/></vsock></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices><vsock model="virtio"><cid auto="no" address="4"/></vsock></devices></domain>`,
  },
  *checkFleet(fleet) {
    const fixed = fleet.filter(domain => {
      const cid = down(domain, 'devices', 'vsock', 'cid')
      return cid !== undefined && spelled(cid, 'auto') !== 'yes'
    })
    const cidOf = (domain: (typeof fleet)[number]) => down(domain, 'devices', 'vsock', 'cid')!
    for (const { here, first, key } of repeated(fixed, one => numeric(cidOf(one), 'address'))) {
      if (nameOf(here) === nameOf(first)) continue
      yield {
        message: `"${nameOf(first)}" and "${nameOf(here)}" are both number ${key} on vsock`,
        ...place(cidOf(here), 'address'),
        help: 'number them, or leave the CID to libvirt',
        related: [also('the first is here', cidOf(first), 'address')],
      }
    }
  },
}
