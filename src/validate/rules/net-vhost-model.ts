import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** What another program of the host does with a card, it does with virtio. */
export const netVhostModel: Rule = {
  code: 'VMC2412',
  slug: 'net-vhost-model',
  severity: 'error',
  title: 'model of a card that is virtio',
  help: 'A card of type "vhostuser" or "vdpa" is of model virtio.',
  hypervisors: QEMU,
  about: ['devices/interface/model'],
  wrong: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <interface type="vhostuser"><source type="unix" path="/run/a.sock" mode="client"/><model type="e1000e"/></interface>
</devices>`,
  },
  right: {
    xml: `<memoryBacking><source type="memfd"/><access mode="shared"/></memoryBacking>
<devices>
  <interface type="vhostuser"><source type="unix" path="/run/a.sock" mode="client"/><model type="virtio"/></interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      const type = spelled(nic, 'type')
      const model = down(nic, 'model')
      const name = spelled(model, 'type')
      if ((type !== 'vhostuser' && type !== 'vdpa') || !model || name === undefined) continue
      if (name.startsWith('virtio')) continue
      yield {
        message: `a card of type "${type}" is of model virtio, not "${name}"`,
        ...place(model, 'type'),
        help: "say model: 'virtio'",
      }
    }
  },
}
