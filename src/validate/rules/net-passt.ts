import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** passt is for cards that need no rights on the host. */
export const netPasst: Rule = {
  code: 'VMC2410',
  slug: 'net-passt',
  severity: 'error',
  title: 'passt for a card that it does not serve',
  help: 'The backend "passt" serves cards of type "user" and "vhostuser".',
  hypervisors: QEMU,
  about: ['devices/interface/backend'],
  wrong: {
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="virtio"/><backend type="passt"/></interface>
</devices>`,
  },
  right: {
    xml: `<devices>
  <interface type="user"><model type="virtio"/><backend type="passt"/></interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      const backend = down(nic, 'backend')
      const type = spelled(nic, 'type')
      if (!backend || spelled(backend, 'type') !== 'passt') continue
      if (type === undefined || type === 'user' || type === 'vhostuser') continue
      yield {
        message: `passt serves no card of type "${type}"`,
        ...place(backend, 'type'),
        help: 'leave the backend out, or use passt()',
      }
    }
  },
}
