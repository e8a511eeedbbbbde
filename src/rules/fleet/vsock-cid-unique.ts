import { nameOf } from '../../check/facts/domain.ts'
import { rule } from '../../check/rule.ts'
import { HostUniqueIndex } from '../../check/unique-index.ts'

/** Two guests on the same host cannot have the same vsock CID. */
export const vsockCidUnique = rule({
  code: 'VMC2009',
  slug: 'vsock-cid-unique',
  severity: 'warning',
  title: 'two domains have the same vsock CID',
  help: 'Two guests with the same vsock CID cannot run on one host at the same time. Give each domain its own CID, or use auto: libvirt then chooses the CID.',
  for: 'all',
  source: 'virvsock.c: virVsockSetGuestCid',
  on: 'devices/vsock/cid',
  example: {
    xml: `<domain type="kvm"><name>a</name><memory unit="GiB">1</memory><devices><vsock model="virtio"><cid auto="no" address="3"/></vsock></devices></domain>
<domain type="kvm"><name>b</name><memory unit="GiB">1</memory><devices><vsock model="virtio"><cid auto="no" address="{3 -> 4}"/></vsock></devices></domain>`,
  },
  createCheck() {
    const cids = new HostUniqueIndex()
    return {
      *check(cid, { domain }) {
        const number = cid.text('auto') === 'yes' ? undefined : cid.number('address')
        if (number === undefined) return
        const first = cids.conflict(String(number), domain, cid, 'address')
        if (first)
          yield cid.report(
            'address',
            `"${first.domain}" and "${nameOf(domain)}" both have the vsock CID ${number}`,
            'give each its own CID, or leave it to libvirt',
            { related: [first.related] },
          )
      },
    }
  },
})
