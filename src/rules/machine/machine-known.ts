import { rule } from '../../check/rule.ts'
import { respelling } from '../../check/wording.ts'
import { nearest } from '../../diagnostics/nearest.ts'

/** The machine must be a machine type of QEMU. */
export const machineKnown = rule({
  code: 'VMC2145',
  slug: 'machine-known',
  severity: 'error',
  title: 'unknown machine type',
  help: 'QEMU does not start a guest with an unknown machine type. Correct the machine type. To list the machine types that your QEMU has, run qemu-system-x86_64 -machine help.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDef',
  on: 'os/type',
  needs: 'machine',
  example: {
    ts: ".hvm({ arch: 'x86_64', machine: '{q53 -> q35}' }){ -> .acpi()}",
    xml: `<os><type arch="x86_64" machine="{q53 -> q35}">hvm</type></os>
{ -> <features><acpi/></features>}`,
  },
  *check(type) {
    const machine = type.text('machine')
    if (machine === undefined || KNOWN.test(machine)) return
    const near = lookAlike(machine) ?? nearest(machine, MACHINES)
    if (near === undefined) return
    yield type.report('machine', `unknown machine "${machine}"`, `did you mean "${near}"?`, {
      fix: respelling('value', machine, [near]),
    })
  },
})

const MACHINES = ['q35', 'pc', 'virt', 'pseries', 'microvm', 's390-ccw-virtio', 'isapc']

/** Suggests a machine for the name of a chipset, with or without a version, such as `pc-q35` or `q35-9.0`. */
function lookAlike(machine: string): string | undefined {
  const [, chipset, version = ''] =
    /^(?:pc[-_]?)?(q-?35|i?440fx)(?:[-_](\d+\.\d+))?$/i.exec(machine) ??
    /^(pc)-?((?:[2-9]|\d\d)\.\d+)$/i.exec(machine) ??
    []
  if (chipset === undefined) return undefined
  const [alias, family] = /35$/.test(chipset) ? ['q35', 'pc-q35'] : ['pc', 'pc-i440fx']
  return version === '' ? alias : `${family}-${version}`
}

// The pattern also matches machine names with the version of a distribution, such as pc-q35-rhel9.4.0.
const KNOWN =
  /^(?!pc-([2-9]|\d\d)\.\d)(?!(pc-)?(q35|i440fx)-?$)((pc|pc-i440fx|pc-q35|virt|pseries|s390-ccw-virtio|rhel\d.*)[-.].+|pc|virt|pseries|microvm|isapc|s390-ccw-virtio|s390-virtio|xen(pv|fv|pvh)|sun4u|sun4v|SS-\d+|mps\d.*|microbit|none)$|^q35$/
