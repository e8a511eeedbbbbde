import { devices, down, each, numeric, place, says, spelled } from '../look.ts'
import { QEMU, type Rule } from './rule.ts'

/** Memory modules are plugged into a guest node. */
export const memoryHotplugNuma: Rule = {
  code: 'VMC2107',
  slug: 'memory-hotplug-numa',
  severity: 'error',
  title: 'memory modules without a guest node',
  help: 'With slots for memory modules, a guest has at least one cell in <cpu><numa>, and each module names one that is there.',
  hypervisors: QEMU,
  about: ['maxMemory', 'devices/memory'],
  wrong: { xml: '<maxMemory slots="4" unit="GiB">8</maxMemory>' },
  right: {
    xml: `<maxMemory slots="4" unit="GiB">8</maxMemory>
<vcpu>1</vcpu>
<cpu><numa><cell id="0" cpus="0" memory="1" unit="GiB"/></numa></cpu>`,
  },
  *check(domain) {
    const max = down(domain, 'maxMemory')
    const modules = devices(domain, 'memory')
    if (!max && modules.length === 0) return
    const count = each(down(domain, 'cpu', 'numa'), 'cell').length
    // pSeries guests get a node from libvirt.
    const arch = spelled(down(domain, 'os', 'type'), 'arch') ?? ''
    if (max && says(max, 'slots') && count === 0 && !/^ppc64/.test(arch)) {
      yield {
        message: 'memory can be plugged in, but the guest has no node to plug it into',
        ...place(max),
        help: 'give the guest a cell in <cpu><numa> that has all of its vCPUs and memory',
      }
    }
    for (const module of modules) {
      const target = down(module, 'target')
      const node = numeric(target, 'node')
      if (!target || node === undefined || count === 0 || node < count) continue
      yield {
        message: `the memory module is for guest node ${node}, which is not there`,
        ...place(target, 'node'),
        help: count === 1 ? 'the only node is 0' : `the guest has nodes 0 to ${count - 1}`,
      }
    }
  },
}
