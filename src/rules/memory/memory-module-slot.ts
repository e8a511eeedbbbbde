import { problemsOf, reportAt } from '../../check/addresses/problems-of.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** Each memory module needs its own slot, and the slot must exist. */
export const memoryModuleSlot = rule({
  code: 'VMC2143',
  slug: 'memory-module-slot',
  severity: 'error',
  title: 'memory module slot is missing, out of range or already used',
  help: 'The attribute "slots" of <maxMemory> is the number of slots for memory modules. The slots are numbered from 0, and each memory module needs its own slot. Change the slot of the module, or increase the number of slots.',
  for: 'qemu',
  source:
    'domain_conf.c: virDomainDeviceDimmAddressParseXML; qemu_domain.c: qemuDomainDefValidateMemoryHotplug; domain_validate.c: virDomainMemoryDefCheckConflict',
  on: 'devices',
  needs: 'memory',
  example: {
    xml: `<maxMemory slots="2" unit="GiB">8</maxMemory><vcpu>2</vcpu>
<cpu><numa><cell id="0" cpus="0-1" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="dimm"><target><size unit="GiB">1</size><node>0</node></target><address type="dimm" slot="{2 -> 1}"/></memory>
</devices>`,
  },
  *check(devices, { domain, target }) {
    const modules = devices.each('memory')
    if (modules.length === 0) return
    const count = domain.number('maxMemory/slots')
    const addresses = devices.each('memory/address').filter(one => one.text('type') === 'dimm')
    for (const address of addresses) {
      const slot = address.number('slot')
      if (!address.has('slot'))
        yield address.report(
          '.',
          'the address of the memory module has no slot',
          'add the slot, or leave the address out',
        )
      if (slot === undefined || count === undefined || slot < count) continue
      yield address.report(
        'slot',
        `memory module slot ${slot} does not exist`,
        `the guest has slots 0 to ${count - 1}`,
      )
    }
    for (const { element, first, key } of duplicates(addresses, one => one.number('slot'))) {
      yield element.report(
        'slot',
        `two memory modules use slot ${key}`,
        'give each module its own slot, or leave the slots to libvirt',
        { related: [first.related('slot', 'first used here')] },
      )
    }
    for (const { device } of problemsOf(domain, target, 'dimm-full'))
      yield reportAt(
        domain,
        device,
        '.',
        `no memory slot is free for this module: the guest has ${count ?? 0}`,
        count === undefined ? 'set slots on maxMemory' : 'raise slots on maxMemory',
      )
  },
})
