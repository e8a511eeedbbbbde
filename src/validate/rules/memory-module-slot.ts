import { also, devices, down, numeric, place, repeated, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Each module of memory is in a slot of its own. */
export const memoryModuleSlot: Rule = {
  code: 'VMC2143',
  slug: 'memory-module-slot',
  severity: 'error',
  title: 'slot of another memory module, or none',
  help: 'The slot of a memory module is one of <maxMemory slots>, from 0 on, and that of one module alone.',
  hypervisors: QEMU,
  about: ['devices/memory'],
  wrong: {
    xml: `<maxMemory slots="2" unit="GiB">8</maxMemory><vcpu>2</vcpu>
<cpu><numa><cell id="0" cpus="0-1" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="dimm"><target><size unit="GiB">1</size><node>0</node></target><address type="dimm" slot="2"/></memory>
</devices>`,
  },
  right: {
    xml: `<maxMemory slots="2" unit="GiB">8</maxMemory><vcpu>2</vcpu>
<cpu><numa><cell id="0" cpus="0-1" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="dimm"><target><size unit="GiB">1</size><node>0</node></target><address type="dimm" slot="1"/></memory>
</devices>`,
  },
  *check(domain) {
    const modules = devices(domain, 'memory')
    if (modules.length === 0) return
    const count = numeric(down(domain, 'maxMemory'), 'slots')
    const found = modules.flatMap(one => down(one, 'address') ?? [])
    const slots = found.filter(one => spelled(one, 'type') === 'dimm')
    for (const slot of slots) {
      const number = numeric(slot, 'slot')
      if (number === undefined || count === undefined || number < count) continue
      yield {
        message: `there is no slot ${number} for a memory module`,
        ...place(slot, 'slot'),
        help: `the guest has slots 0 to ${count - 1}`,
      }
    }
    for (const { here, first, key } of repeated(slots, one => numeric(one, 'slot'))) {
      yield {
        message: `two memory modules are in slot ${key}`,
        ...place(here, 'slot'),
        help: 'give each its own, or leave the slots to libvirt',
        related: [also('the first is here', first, 'slot')],
      }
    }
    const dimms = modules.filter(one => /^(dimm|nvdimm)$/.test(spelled(one, 'model') ?? ''))
    const beyond = count === undefined ? undefined : dimms[count]
    if (!beyond || slots.length > 0) return
    yield {
      message: `this is memory module ${count! + 1}, and the guest has ${count} slots`,
      ...place(beyond),
      help: `say slots: ${dimms.length} of maxMemory`,
    }
  },
}
