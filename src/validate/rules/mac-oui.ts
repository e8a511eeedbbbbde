import { devices, down, place, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** An address is given out by a maker of cards, or made up locally, which its second bit says. */
export const macOui: Rule = {
  code: 'VMC2408',
  slug: 'mac-oui',
  severity: 'info',
  title: 'MAC address of a maker of cards',
  help: 'Addresses of virtual cards are local ones, such as 52:54:00 and three more; others are those that a maker sells, and may be in the network already.',
  hypervisors: ['kvm'],
  about: ['devices/interface/mac'],
  wrong: {
    ts: ".nic(bridge('br0').mac('00:16:3e:12:34:56'))",
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><mac address="00:16:3e:12:34:56"/><model type="virtio"/></interface>
</devices>`,
  },
  right: {
    ts: ".nic(bridge('br0').mac('52:54:00:12:34:56'))",
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><mac address="52:54:00:12:34:56"/><model type="virtio"/></interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      const mac = down(nic, 'mac')
      const address = spelled(mac, 'address')
      // What is handed over keeps its own address, and zeros another rule tells of.
      if (!mac || address === undefined || spelled(nic, 'type') === 'hostdev') continue
      const first = Number.parseInt(address.slice(0, 2), 16)
      if ((first & 2) !== 0 || /^[0:]+$/.test(address)) continue
      yield {
        message: `addresses that begin with ${address.slice(0, 8)} are those of a maker of cards`,
        ...place(mac, 'address'),
        help: 'use 52:54:00 and three more, or leave it to vmc',
      }
    }
  },
}
