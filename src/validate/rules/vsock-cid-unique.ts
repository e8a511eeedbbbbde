import { HostFirsts } from '../firsts.ts'
import { down, nameOf, numeric, place, spelled } from '../look.ts'
import { meeting, type Rule } from './rule.ts'

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
  about: ['devices/vsock'],
  ...meeting(() => {
    const firsts = new HostFirsts()
    return function* (domain) {
      const cid = down(domain, 'devices', 'vsock', 'cid')
      const number = spelled(cid, 'auto') === 'yes' ? undefined : numeric(cid, 'address')
      if (!cid || number === undefined) return
      const first = firsts.before(String(number), domain, cid, 'address')
      if (!first) return
      yield {
        message: `"${first.owner}" and "${nameOf(domain)}" are both number ${number} on vsock`,
        ...place(cid, 'address'),
        help: 'number them, or leave the CID to libvirt',
        related: [first.also],
      }
    }
  }),
}
