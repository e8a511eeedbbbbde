import type { DomainCursor } from '../../check/cursor.ts'
import { archOf, isPseries, isS390, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** The machine must support the model of a panic device. Only some models can have an address. */
export const panicDevice = rule({
  code: 'VMC2804',
  slug: 'panic-device',
  severity: 'error',
  title: 'panic device with a wrong address or without a model',
  help: 'The panic models pseries, s390 and hyperv are built into the machine and cannot have an address. The model isa needs an ISA address, and the model pvpanic a PCI address. On architectures other than x86, pSeries and s390, set the model, because they have no default model.',
  for: 'qemu',
  source: 'qemu_validate.c: qemuValidateDomainDefPanic',
  on: 'devices/panic',
  example: {
    xml: `<os><type arch="s390x" machine="s390-ccw-virtio">hvm</type></os>
<devices><panic model="s390">{<address type="ccw" cssid="0xfe" ssid="0" devno="5"/> -> }</panic></devices>`,
  },
  *check(panic, { domain }) {
    const model = panic.text('model') ?? defaultModel(domain)
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

function defaultModel(domain: DomainCursor): string | undefined {
  if (isPseries(domain)) return 'pseries'
  if (isX86(archOf(domain) ?? '')) return 'isa'
  return isS390(domain) ? 's390' : undefined
}
