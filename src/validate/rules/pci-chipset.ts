import { devices, down, numeric, place, spelled } from '../look.ts'
import { isI440fx, isQ35 } from '../machine.ts'
import { QEMU, type Rule } from './rule.ts'

/** The first controllers of a PC are part of its chipset, and stand where it does. */
export const pciChipset: Rule = {
  code: 'VMC2315',
  slug: 'pci-chipset',
  severity: 'error',
  title: 'address that the chipset does not have',
  help: 'On i440fx the first IDE controller is at 0:0:1.1 and the first piix3-uhci at 0:0:1.2; on q35 the first SATA controller is at 0:0:1f.2.',
  hypervisors: QEMU,
  about: ['devices/controller/address'],
  wrong: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <controller type="ide" index="0"><address type="pci" domain="0" bus="0" slot="4" function="0"/></controller>
</devices>`,
  },
  right: {
    xml: `<os><type arch="x86_64" machine="pc">hvm</type></os>
<devices>
  <controller type="ide" index="0"><address type="pci" domain="0" bus="0" slot="1" function="1"/></controller>
</devices>`,
  },
  *check(domain) {
    const parts = isI440fx(domain) ? I440FX : isQ35(domain) ? Q35 : undefined
    if (!parts) return
    for (const controller of devices(domain, 'controller')) {
      if (numeric(controller, 'index') !== 0) continue
      const [type, model] = [spelled(controller, 'type'), spelled(controller, 'model')]
      const part = parts.find(one => one.type === type && (!one.model || one.model === model))
      const address = down(controller, 'address')
      if (!part || !address || spelled(address, 'type') !== 'pci') continue
      const [bus = 0, slot = 0, fn = 0] = ['bus', 'slot', 'function'].map(key =>
        numeric(address, key),
      )
      // An address of zeros is none.
      if (bus + slot + fn === 0) continue
      if (bus === 0 && slot === part.slot && fn === part.function) continue
      yield {
        message: `the first ${part.what} is part of the chipset, at 0:0:${part.slot.toString(16)}.${part.function}`,
        ...place(address),
        help: 'leave its address to libvirt',
      }
    }
  },
}

interface Part {
  readonly type: string
  readonly model?: string
  readonly what: string
  readonly slot: number
  readonly function: number
}

const I440FX: readonly Part[] = [
  { type: 'ide', what: 'IDE controller', slot: 1, function: 1 },
  { type: 'usb', model: 'piix3-uhci', what: 'USB controller', slot: 1, function: 2 },
]
const Q35: readonly Part[] = [{ type: 'sata', what: 'SATA controller', slot: 31, function: 2 }]
