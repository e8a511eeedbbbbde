import { duplicates } from '../../check/duplicates.ts'
import { archOf, isX86 } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** A guest can have only one panic device of each model. */
export const panicOnce = rule({
  code: 'VMC2816',
  slug: 'panic-once',
  severity: 'error',
  title: 'two panic devices of the same model',
  help: 'A guest can have only one <panic> device of each model. Remove the duplicate.',
  for: 'libvirt',
  source: 'domain_postparse.c: virDomainDefRejectDuplicatePanics',
  on: 'devices',
  needs: 'panic',
  example: {
    xml: `<os><type arch="x86_64">hvm</type></os>
<devices><panic model="isa"/><panic model="{isa -> hyperv}"/></devices>`,
  },
  *check(devices, { domain }) {
    const usual = isX86(archOf(domain) ?? '') ? 'isa' : ''
    const panics = devices.each('panic')
    for (const { element, first, key } of duplicates(panics, one => one.text('model') ?? usual)) {
      yield element.report(
        'model',
        key === ''
          ? 'two panic devices have no model'
          : `two panic devices have the model "${key}"`,
        'keep one of them',
        { related: [first.related('.', 'first used here')] },
      )
    }
  },
})
