import { devices, down, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Only a card that is a tap device on the host has the path of one. */
export const netTapPath: Rule = {
  code: 'VMC2403',
  slug: 'net-tap-path',
  severity: 'warning',
  title: 'tap device of a card that has none',
  help: 'The backend of a network card names a tap device only where the card is one on the host, as with bridges and networks.',
  hypervisors: QEMU,
  about: ['devices/interface/backend/tap'],
  wrong: {
    xml: `<devices>
  <interface type="vhostuser">
    <source type="unix" path="/run/vhost0.sock" mode="server"/>
    <model type="virtio"/>
    <backend tap="/dev/net/tun"/>
  </interface>
</devices>
<memoryBacking><access mode="shared"/></memoryBacking>`,
  },
  right: {
    xml: `<devices>
  <interface type="bridge">
    <source bridge="br0"/>
    <model type="virtio"/>
    <backend tap="/dev/net/tun"/>
  </interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      const backend = down(nic, 'backend')
      const type = spelled(nic, 'type')
      if (!backend || !says(backend, 'tap')) continue
      if (type === undefined || !['hostdev', 'vhostuser', 'vdpa', 'user'].includes(type)) continue
      yield {
        message: `a card of type "${type}" has no tap device on the host`,
        ...place(backend, 'tap'),
        help: 'leave tap out',
      }
    }
  },
}
