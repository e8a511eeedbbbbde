import { archOf, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** Only x86 guests have the sleep states of `<pm>`. */
export const powerArch = rule({
  code: 'VMC2193',
  slug: 'power-arch',
  severity: 'error',
  title: 'sleep states in <pm> on an architecture other than x86',
  help: 'Only x86 guests support the sleep states in <pm>. Remove <suspend-to-mem> and <suspend-to-disk>.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDef',
  on: 'pm',
  example: {
    xml: `<os><type arch="{aarch64 -> x86_64}" machine="{virt -> q35}">hvm</type></os>
<features>{ -> <acpi/>}<pmu state="on"/></features>
<pm><suspend-to-mem enabled="no"/></pm>`,
  },
  *check(pm, { domain }) {
    const arch = archOf(domain)
    if (arch === undefined || isX86(arch)) return
    const state = STATES.find(one => pm.first(one)?.text('enabled') !== undefined)
    if (state === undefined) return
    yield pm.report(state, `the architecture ${arch} has no sleep states`, 'leave <pm> out')
  },
})

const STATES = ['suspend-to-mem', 'suspend-to-disk'] as const
