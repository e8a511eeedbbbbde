import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** The number of physical address bits is either set in the definition or taken from the host's CPU. */
export const cpuMaxphysaddr = rule({
  code: 'VMC2114',
  slug: 'cpu-maxphysaddr',
  severity: 'error',
  title: '<maxphysaddr> contradicts its own mode or the CPU mode',
  help: 'With mode="emulate", the attribute "bits" of <maxphysaddr> is the number of address bits, and the attribute "limit" is not allowed. Before libvirt 9.3, "bits" is required. With mode="passthrough", the guest has the address bits of the host, and the attribute "limit" can reduce their number. mode="passthrough" also requires the CPU mode "host-passthrough" or "maximum".',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefCpu; cpu_conf.c: virCPUDefParseXML',
  on: 'cpu/maxphysaddr',
  example: {
    xml: '<cpu mode="host-passthrough"><maxphysaddr mode="passthrough" {bits="42" -> limit="42"}/></cpu>',
  },
  *check(maxphysaddr, { domain, target }) {
    const mode = maxphysaddr.text('mode')
    if (mode === 'emulate' && !maxphysaddr.has('bits') && isBefore(target, '9.3.0'))
      yield maxphysaddr.report('.', '<maxphysaddr> with mode "emulate" has no bits', 'add bits')
    const unused = mode === 'passthrough' ? 'bits' : mode === 'emulate' ? 'limit' : undefined
    if (unused !== undefined && maxphysaddr.has(unused)) {
      const other = mode === 'emulate' ? 'passthrough' : 'emulate'
      yield maxphysaddr.report(
        unused,
        `<maxphysaddr> with mode "${mode}" cannot have ${unused}`,
        `leave ${unused} out, or set mode: '${other}'`,
      )
    }
    const cpuMode = domain.text('cpu/mode') ?? 'custom'
    if (mode === 'passthrough' && cpuMode !== 'host-passthrough' && cpuMode !== 'maximum') {
      yield maxphysaddr.report(
        'mode',
        `the address bits of the host are not available with CPU mode "${cpuMode}"`,
        'use CPU mode host-passthrough or maximum',
      )
    }
  },
})
