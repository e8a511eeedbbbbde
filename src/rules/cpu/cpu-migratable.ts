import { archOf, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The attribute "migratable" requires an x86 guest, and a CPU mode in which the guest has the features of the host's CPU. */
export const cpuMigratable = rule({
  code: 'VMC2136',
  slug: 'cpu-migratable',
  severity: 'error',
  title: 'attribute migratable not supported by the CPU mode',
  help: 'The attribute "migratable" of <cpu> removes features that prevent migration. Only the CPU modes "host-passthrough" and "maximum" include such features, and QEMU can remove them only on x86. With any other CPU mode or architecture, remove the attribute.',
  for: 'qemu',
  source: 'cpu_conf.c: virCPUDefParseXML; qemu_validate.c: qemuValidateDomainDefCpu',
  on: 'cpu',
  needs: 'migratable',
  example: {
    ts: ".cpu({ mode: '{host-model -> host-passthrough}', migratable: 'on' })",
    xml: '<cpu mode="{host-model -> host-passthrough}" migratable="on"/>',
  },
  *check(cpu, { domain }) {
    if (!cpu.has('migratable')) return
    const mode = cpu.text('mode') ?? 'custom'
    if (mode === 'host-passthrough') {
      const arch = archOf(domain)
      if (cpu.text('migratable') !== 'on' || arch === undefined || isX86(arch)) return
      yield cpu.report('migratable', `a CPU of ${arch} has no migratable`, 'leave it out')
    } else if (mode !== 'maximum') {
      yield cpu.report(
        'migratable',
        `CPU mode "${mode}" does not support migratable`,
        'leave it out',
      )
    }
  },
})
