import { archOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A guest with memory modules must have a NUMA node for them. */
export const memoryHotplugNuma = rule({
  code: 'VMC2107',
  slug: 'memory-hotplug-numa',
  severity: 'error',
  title: 'memory modules without a NUMA node in the guest',
  help: 'Before libvirt 9.6, a guest with slots for memory modules needs at least one cell in <cpu><numa>. Each memory module must specify an existing cell as its node.',
  for: 'qemu',
  source:
    'qemu_domain.c: qemuDomainDefValidateMemoryHotplug; domain_validate.c: virDomainMemoryDefValidate',
  on: ['maxMemory', 'devices/memory'],
  example: {
    xml: `<maxMemory slots="4" unit="GiB">8</maxMemory>
<vcpu>1</vcpu>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>
<devices>
  <memory model="dimm"><target><size unit="MiB">512</size><node>{1 -> 0}</node></target></memory>
</devices>`,
  },
  *check(memory, { domain, target }) {
    const count = domain.each('cpu/numa/cell').length
    // libvirt adds a NUMA node to a pSeries guest, and from 9.6 also to other guests.
    const isAdded = !isBefore(target, '9.6.0') || archOf(domain)?.startsWith('ppc64')
    if (count === 0 && memory.has('slots') && !isAdded) {
      yield memory.report(
        '.',
        'the guest has slots for memory modules, but no NUMA node',
        'add a cell to <cpu><numa> that has all of its vCPUs and memory',
      )
    }
    if (memory.key === 'memory' && !domain.has('maxMemory')) {
      yield memory.report(
        '.',
        'the guest has no slots for memory devices',
        'set <maxMemory> with its slots',
      )
    }
    const node = memory.number('target/node')
    if (node === undefined || count === 0 || node < count) return
    yield memory.report(
      'target/node',
      `NUMA node ${node} of the memory module does not exist`,
      count === 1 ? 'the only node is 0' : `the guest has nodes 0 to ${count - 1}`,
    )
  },
})
