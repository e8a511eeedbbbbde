import { nearest } from '../../diagnostics/nearest.ts'
import { devices, down, place, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** A model that QEMU does not have is most likely a slip. */
export const nicModel: Rule = {
  code: 'VMC2406',
  slug: 'nic-model',
  severity: 'warning',
  title: 'network card that nobody makes',
  help: 'The format takes any model, and QEMU refuses what it does not have: virtio, e1000e, e1000, igb, rtl8139, vmxnet3 and some of old.',
  hypervisors: QEMU,
  about: ['devices/interface/model'],
  wrong: {
    ts: ".nic(bridge('br0').model('virtoi'))",
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="virtoi"/></interface>
</devices>`,
  },
  right: {
    ts: ".nic(bridge('br0').model('virtio'))",
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="virtio"/></interface>
</devices>`,
  },
  *check(domain) {
    for (const nic of devices(domain, 'interface')) {
      const model = down(nic, 'model')
      const type = spelled(model, 'type')
      if (!model || type === undefined || MODELS.includes(type.toLowerCase())) continue
      const near = nearest(type, MODELS)
      if (near === undefined) continue
      yield {
        message: `there is no network card "${type}"`,
        ...place(model, 'type'),
        help: `did you mean "${near}"?`,
      }
    }
  },
}

const MODELS = [
  'virtio',
  'virtio-transitional',
  'virtio-non-transitional',
  'e1000',
  'e1000e',
  'igb',
  'e1000-82540em',
  'e1000-82544gc',
  'e1000-82545em',
  'rtl8139',
  'vmxnet3',
  'pcnet',
  'ne2k_pci',
  'ne2k_isa',
  'i82550',
  'i82551',
  'i82557a',
  'i82557b',
  'i82557c',
  'i82558a',
  'i82558b',
  'i82559a',
  'i82559b',
  'i82559c',
  'i82559er',
  'i82562',
  'i82801',
  'tulip',
  'sungem',
  'usb-net',
  'spapr-vlan',
  'lan9118',
  'smc91c111',
  'am79c970a',
  'am79c973',
  'netfront',
]
