import { archOf } from '../../check/facts/machine.ts'
import { sizeText } from '../../check/facts/memory.ts'
import { rule } from '../../check/rule.ts'

/** In a guest without NUMA cells, the memory of the guest includes the memory devices. */
export const memoryDevicesFit = rule({
  code: 'VMC2597',
  slug: 'memory-devices-fit',
  severity: 'error',
  title: 'memory devices take up the whole memory of the guest',
  help: 'On pSeries and s390, a guest without NUMA cells can have memory devices. <memory> then includes the memory devices, so it must be larger than the sum of their sizes.',
  for: 'qemu',
  source:
    'domain_postparse.c: virDomainDefPostParseMemory; qemu_postparse.c: qemuDomainDefNumaAutoAdd',
  on: 'devices',
  needs: 'memory',
  example: {
    xml: `<os><type arch="ppc64" machine="pseries">hvm</type></os>
<maxMemory slots="4" unit="GiB">8</maxMemory><memory unit="GiB">{1 -> 2}</memory>
<devices><memory model="dimm"><target><size unit="GiB">1</size></target></memory></devices>`,
  },
  *check(devices, { domain }) {
    const modules = devices.each('memory')
    if (modules.length === 0 || domain.has('cpu/numa/cell')) return
    if (!/^(ppc64|s390)/.test(archOf(domain) ?? '')) return
    const memory = domain.bytes('memory/value')
    const sizes = modules.map(one => one.bytes('target/size/value') ?? 0n)
    const sum = sizes.reduce((total, size) => total + size, 0n)
    if (memory === undefined || sum < memory) return
    yield domain.report(
      'memory/value',
      `the memory devices have ${sizeText(sum)}, but the guest only ${sizeText(memory)}`,
      'raise memory by the size of the memory devices',
      { related: [modules[0]!.related('.', 'a memory device')] },
    )
  },
})
