import { boardOf } from '../../check/addresses/board.ts'
import type { DomainCursor } from '../../check/cursor.ts'
import { archOf, isPseries, isS390, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'
import type { Target } from '../../check/rule-context.ts'
import { isBefore } from '../../check/target.ts'

/** The machine must support the model of a panic device. Only some models can have an address. */
export const panicDevice = rule({
  code: 'VMC2804',
  slug: 'panic-device',
  severity: 'error',
  title: 'panic device has a wrong address or no model',
  help: 'The panic models pseries, s390 and hyperv are built into the machine and cannot have an address. The model isa needs an ISA address, and the model pvpanic a PCI address. Only x86, pSeries, s390 and the Arm machine virt have a default model. On other machines, set the model.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefPanic',
  on: 'devices/panic',
  example: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices><panic model="s390">{<address type="ccw" cssid="0xfe" ssid="0" devno="5"/> -> }</panic></devices>`,
  },
  *check(panic, { domain, target }) {
    const model = panic.text('model') ?? defaultModel(domain, target)
    const address = panic.first('address')
    const type = address?.text('type')
    const arch = archOf(domain)
    const expected = model === undefined ? undefined : ADDRESS_TYPES.get(model)
    if (address && model !== undefined && BUILT_IN.includes(model)) {
      yield address.report(
        '.',
        `a panic device of model "${model}" cannot have an address`,
        'remove the address',
      )
    } else if (address && expected !== undefined && type !== undefined && type !== expected) {
      yield address.report(
        'type',
        `a panic device of model "${model}" cannot have an address of type "${type}"`,
        `use an address of type '${expected}', or leave it to libvirt`,
      )
    } else if (model === undefined && !panic.has('model') && arch !== undefined) {
      yield panic.report(
        '.',
        `the architecture ${arch} has no default panic device`,
        "set a model, such as model: 'pvpanic'",
      )
    }
  },
})

const BUILT_IN = ['pseries', 's390', 'hyperv']

const ADDRESS_TYPES = new Map([
  ['isa', 'isa'],
  ['pvpanic', 'pci'],
])

// libvirt 9.0 has no default panic device model for the Arm machine virt, and libvirt 11.3 has one. The release that
// introduced the default is not known: this rule assumes 9.1.
function defaultModel(domain: DomainCursor, target: Target): string | undefined {
  const { isArm, kind } = boardOf(domain, target)
  if (isPseries(domain)) return 'pseries'
  if (isX86(archOf(domain) ?? '')) return 'isa'
  if (isArm && kind === 'virt' && !isBefore(target, '9.1.0')) return 'pvpanic'
  return isS390(domain) ? 's390' : undefined
}
