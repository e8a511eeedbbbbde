import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** An address of zeros is that of no card. */
export const macZero: Rule = {
  code: 'VMC2407',
  slug: 'mac-zero',
  severity: 'warning',
  title: 'MAC address of zeros',
  help: 'No switch passes frames from 00:00:00:00:00:00. Leave the address out: vmc makes one of the name.',
  hypervisors: QEMU,
  about: ['devices/interface/mac'],
  wrong: {
    ts: ".nic(bridge('br0').mac('00:00:00:00:00:00'))",
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><mac address="00:00:00:00:00:00"/><model type="virtio"/></interface>
</devices>`,
  },
  right: {
    ts: ".nic(bridge('br0'))",
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><mac address="52:54:00:00:00:01"/><model type="virtio"/></interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      const mac = down(nic, 'mac')
      if (!mac || !/^[0:]+$/.test(spelled(mac, 'address') ?? '')) continue
      yield {
        message: 'a MAC address of zeros is that of no card',
        ...place(mac, 'address'),
        help: 'leave it out: vmc makes one of the name',
      }
    }
  },
}
