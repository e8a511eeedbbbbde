import { isI440fx, isQ35 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The controllers of a PC's chipset must have their fixed PCI addresses. */
export const pciChipset = rule({
  code: 'VMC2315',
  slug: 'pci-chipset',
  severity: 'error',
  title: 'chipset controller at the wrong PCI address',
  help: 'Some controllers are built into the machine and have a fixed PCI address. On i440fx, the first IDE controller is at 0:0:1.1 and the first piix3-uhci at 0:0:1.2. On q35, the first SATA controller is at 0:0:1f.2. Leave these addresses to libvirt.',
  for: 'qemu',
  source:
    'qemu_domain_address.c: qemuDomainValidateDevicePCISlotsPIIX3; qemu_domain_address.c: qemuDomainValidateDevicePCISlotsQ35',
  on: 'devices/controller',
  example: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <controller type="ide" index="0"><address type="pci" domain="0" bus="0" slot="{4 -> 1}" function="{0 -> 1}"/></controller>
</devices>`,
  },
  *check(controller, { domain }) {
    const parts = isI440fx(domain) ? I440FX : isQ35(domain) ? Q35 : undefined
    if (!parts || (controller.number('index') ?? 0) !== 0) return
    const [type, model] = [controller.text('type'), controller.text('model')]
    const part = parts.find(
      one => one.type === type && (!one.model || one.model === (model ?? one.model)),
    )
    const address = controller.first('address')
    if (!part || address?.text('type') !== 'pci') return
    const [bus = 0, slot = 0] = [address.number('bus'), address.number('slot')]
    const fn = address.number('function') ?? 0
    // libvirt treats an address whose domain, bus and slot are 0 as not set, so the rule skips it.
    if (bus + slot === 0) return
    if (bus === 0 && slot === part.slot && fn === part.function) return
    yield address.report(
      '.',
      `the first ${part.name} is part of the chipset, at PCI address 0:0:${part.slot.toString(16)}.${part.function}`,
      'leave its address to libvirt',
    )
  },
})

interface ChipsetPart {
  readonly type: string
  readonly model?: string
  readonly name: string
  readonly slot: number
  readonly function: number
}

const I440FX: readonly ChipsetPart[] = [
  { type: 'ide', name: 'IDE controller', slot: 1, function: 1 },
  { type: 'usb', model: 'piix3-uhci', name: 'USB controller', slot: 1, function: 2 },
]
const Q35: readonly ChipsetPart[] = [
  { type: 'sata', name: 'SATA controller', slot: 31, function: 2 },
]
