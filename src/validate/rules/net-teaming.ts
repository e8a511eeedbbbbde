import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A virtio card stands in for one that is handed over while the guest moves. */
export const netTeaming: Rule = {
  code: 'VMC2411',
  slug: 'net-teaming',
  severity: 'error',
  title: 'team of cards that cannot be',
  help: 'A card of teaming "transient" is one of the host and names the persistent one, which is of model virtio and names none.',
  hypervisors: QEMU,
  about: ['devices/interface/teaming'],
  wrong: {
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="e1000e"/><teaming type="persistent"/></interface>
</devices>`,
  },
  right: {
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="virtio"/><teaming type="persistent"/></interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      const teaming = down(nic, 'teaming')
      const role = spelled(teaming, 'type')
      if (!teaming || role === undefined) continue
      const model = spelled(down(nic, 'model'), 'type') ?? ''
      const type = spelled(nic, 'type')
      if (role === 'persistent' && !model.startsWith('virtio')) {
        yield {
          message: 'the persistent card of a team is of model "virtio"',
          ...place(teaming, 'type'),
          help: "say model: 'virtio'",
        }
      } else if (role === 'transient' && type !== 'hostdev' && type !== 'network') {
        yield {
          message: `the transient card of a team is one of the host, not of type "${type}"`,
          ...place(teaming, 'type'),
          help: "make the card one of type 'hostdev'",
        }
      }
    }
  },
}
