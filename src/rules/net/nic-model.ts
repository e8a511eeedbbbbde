import { rule } from '../../check/rule.ts'
import { respelling } from '../../check/wording.ts'
import { nearest } from '../../diagnostics/nearest.ts'

/** The model of a NIC must be one of QEMU's models. */
export const nicModel = rule({
  code: 'VMC2406',
  slug: 'nic-model',
  severity: 'warning',
  title: 'unknown NIC model',
  help: 'libvirt accepts any NIC model, but QEMU does not start with an unknown model. Common models are virtio, e1000e, e1000, igb, rtl8139 and vmxnet3. Correct the model.',
  for: 'qemu',
  source: 'qemu_command.c: qemuBuildNicDevProps; QEMU refuses a device that it does not have',
  on: 'devices/interface/model',
  example: {
    ts: ".nic(bridge('br0').model('{virtoi -> virtio}'))",
    xml: `<devices>
  <interface type="bridge"><source bridge="br0"/><model type="{virtoi -> virtio}"/></interface>
</devices>`,
  },
  *check(model) {
    const type = model.text('type')
    if (type === undefined || MODELS.includes(type.toLowerCase())) return
    const near = nearest(type, MODELS)
    if (near !== undefined)
      yield model.report('type', `unknown NIC model "${type}"`, `did you mean "${near}"?`, {
        fix: respelling('value', type, MODELS),
      })
  },
})

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
