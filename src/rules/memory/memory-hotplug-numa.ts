import { archOf } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** A guest with memory modules must have at least one NUMA node, to which the modules can belong. */
export const memoryHotplugNuma = rule({
  code: 'VMC2107',
  slug: 'memory-hotplug-numa',
  severity: 'error',
  title: 'memory modules in a guest without the required NUMA node',
  help: 'Before libvirt 9.6, a guest that has slots for memory modules must have at least one cell in <cpu><numa>. The <node> of each memory module must be one of these cells. Add the cell, or correct <node>.',
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
    const cells = domain.each('cpu/numa/cell').length
    const arch = archOf(domain) ?? ''
    // libvirt 9.6 and newer add a missing NUMA node, except on s390. A pSeries guest needs no NUMA node for its memory slots.
    const isAdded = !isBefore(target, '9.6.0') && !arch.startsWith('s390')
    const isNeeded = !isAdded && !/^(ppc64|s390)/.test(arch)
    if (memory.key === 'maxMemory') {
      if (memory.number('slots') === 0 && isBefore(target, '9.6.0'))
        yield memory.report(
          'slots',
          'before libvirt 9.6, maxMemory needs at least one slot',
          'set slots: 1, or leave maxMemory out',
        )
      if (cells > 0 || !isNeeded || !memory.has('slots')) return
      yield memory.report(
        '.',
        'the guest has slots for memory modules, but no NUMA node',
        'add a cell to <cpu><numa> that has all of its vCPUs and memory',
      )
      return
    }
    if (!domain.has('maxMemory')) {
      yield memory.report(
        '.',
        'the guest has no slots for memory devices',
        'set <maxMemory> with its slots',
      )
      return
    }
    const node = memory.number('target/node')
    const count = cells === 0 && isAdded ? 1 : cells
    if (node === undefined || node < count || (cells === 0 && isNeeded)) return
    yield memory.report(
      'target/node',
      `NUMA node ${node} of the memory module does not exist`,
      count === 0
        ? 'add a cell to <cpu><numa>, or leave the node out'
        : count === 1
          ? 'the only node is 0'
          : `the guest has nodes 0 to ${count - 1}`,
    )
  },
})
