import { down, numeric, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** The first numbers of vsock are those of the host. */
export const vsockCid: Rule = {
  code: 'VMC2815',
  slug: 'vsock-cid',
  severity: 'error',
  title: 'vsock number of the host',
  help: 'The numbers 0, 1 and 2 of vsock are taken; those of guests begin with 3. Leave the number to libvirt with auto.',
  hypervisors: QEMU,
  about: ['devices/vsock'],
  wrong: {
    xml: `<devices>
  <vsock model="virtio"><cid auto="no" address="2"/></vsock>
</devices>`,
  },
  right: {
    xml: `<devices>
  <vsock model="virtio"><cid auto="no" address="3"/></vsock>
</devices>`,
  },
  *check(domain) {
    const cid = down(domain, 'devices', 'vsock', 'cid')
    const number = numeric(cid, 'address')
    if (!cid || number === undefined || number >= 3 || spelled(cid, 'auto') === 'yes') return
    yield {
      message: `${number} is no number of a guest on vsock`,
      ...place(cid, 'address'),
      help: 'take one from 3 on, or leave it to libvirt',
    }
  },
}
