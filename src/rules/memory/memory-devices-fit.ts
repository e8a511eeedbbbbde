import { archOf } from '../../check/facts/machine.ts'
import { moduleSizes, sizeText } from '../../check/facts/memory.ts'
import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/**
 * If a guest has no NUMA cells, the size of its memory includes the memory devices. Therefore this size must be larger than the
 * size of the memory devices.
 */
export const memoryDevicesFit = rule({
  code: 'VMC2597',
  slug: 'memory-devices-fit',
  severity: 'error',
  title: '<memory> is not larger than the sum of the memory devices',
  help: 'On pSeries and s390, a guest without NUMA cells can have memory devices. In this case, <memory> includes the memory devices, so it must be larger than the sum of their sizes. On pSeries, libvirt before 11.4 first rounds each size up to a multiple of 256 MiB. Increase <memory>, or remove a memory device.',
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
  *check(devices, { domain, target }) {
    const modules = devices.each('memory')
    if (modules.length === 0 || domain.has('cpu/numa/cell')) return
    if (!/^(ppc64|s390)/.test(archOf(domain) ?? '')) return
    const memory = domain.bytes('memory/value')
    const { given, rounded } = moduleSizes(domain)
    // libvirt 11.3 rounds the sizes of memory devices before it adds them up, and libvirt 12.9 does not. The first release
    // that does not round them is not known: this rule assumes 11.4.
    const sum = isBefore(target, '11.4.0') ? rounded : given
    if (memory === undefined || sum < memory) return
    yield domain.report(
      'memory/value',
      `the memory devices have ${sizeText(sum)}, but the guest only ${sizeText(memory)}`,
      'raise memory by the size of the memory devices',
      { related: [modules[0]!.related('.', 'a memory device')] },
    )
  },
})
