import type { Here } from '../here.ts'
import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Some settings are made by the host on a device that it has for the card. */
export const netSettings: Rule = {
  code: 'VMC2409',
  slug: 'net-settings',
  severity: 'error',
  title: 'setting that this kind of card does not have',
  help: 'Filters, isolated ports and bandwidth are for cards that the host has a device for: those of type network, bridge or ethernet, and in part direct.',
  hypervisors: QEMU,
  about: ['devices/interface/port', 'devices/interface/filterref', 'devices/interface/bandwidth'],
  wrong: {
    ts: ".nic({ type: 'user', port: { isolated: 'yes' } })",
    xml: `<devices>
  <interface type="user"><model type="virtio"/><port isolated="yes"/></interface>
</devices>`,
  },
  right: {
    ts: ".nic(bridge('br0').port({ isolated: 'yes' }))",
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="virtio"/><port isolated="yes"/></interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      const type = spelled(nic, 'type')
      if (type === undefined) continue
      const tell = (what: string, here: Here, key?: string) => ({
        message: `a card of type "${type}" has no ${what}`,
        ...place(here, key),
        help: 'leave it out',
      })
      const port = down(nic, 'port')
      const [filter, bandwidth] = [down(nic, 'filterref'), down(nic, 'bandwidth')]
      if (port && spelled(port, 'isolated') === 'yes' && !['network', 'bridge'].includes(type))
        yield tell('isolated port', port, 'isolated')
      if (filter && !['network', 'bridge', 'ethernet'].includes(type)) yield tell('filter', filter)
      if (bandwidth && type === 'hostdev') yield tell('bandwidth', bandwidth)
    }
  },
}
