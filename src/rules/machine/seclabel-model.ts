import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** If a domain has several security labels, each must have its own security model. */
export const seclabelModel = rule({
  code: 'VMC2121',
  slug: 'seclabel-model',
  severity: 'error',
  title: 'seclabel without a model, or two for the same model',
  help: 'If a domain has several <seclabel>, each <seclabel> must have a model, such as selinux or dac, and no two can have the same model.',
  for: 'all',
  source: 'domain_conf.c: virSecurityLabelDefsParseXML',
  on: 'domain',
  example: {
    xml: '<seclabel type="dynamic" model="selinux"/><seclabel type="dynamic" model="{selinux -> dac}"/>',
  },
  *check(domain) {
    const labels = domain.each('seclabel')
    if (labels.length < 2) return
    const bare = labels.find(label => !label.has('model'))
    if (bare) {
      yield bare.report(
        '.',
        'one of several <seclabel> has no model',
        "add the model that it is for, as in model: 'selinux'",
      )
    }
    for (const { element, first, key } of duplicates(labels, label => label.text('model'))) {
      yield element.report('model', `two <seclabel> have the model "${key}"`, 'keep one of them', {
        related: [first.related('model', 'first used here')],
      })
    }
  },
})
