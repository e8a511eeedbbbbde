import { rule } from '../../check/rule.ts'

/** The vsock CIDs 0, 1 and 2 are reserved. */
export const vsockCid = rule({
  code: 'VMC2815',
  slug: 'vsock-cid',
  severity: 'error',
  title: 'vsock CID is reserved',
  help: 'The vsock CIDs 0, 1 and 2 are reserved for the hypervisor and the host. Use 3 or higher, or let libvirt choose the CID with auto.',
  for: 'qemu',
  source: 'domain_validate.c: virDomainVsockDefValidate',
  on: 'devices/vsock/cid',
  example: {
    xml: `<devices>
  <vsock model="virtio"><cid auto="no" address="{2 -> 3}"/></vsock>
</devices>`,
  },
  *check(cid) {
    const number = cid.number('address')
    if (number === undefined || number >= 3 || cid.text('auto') === 'yes') return
    yield cid.report(
      'address',
      `a guest cannot have the vsock CID ${number}`,
      'use 3 or more, or leave the CID to libvirt with auto',
    )
  },
})
