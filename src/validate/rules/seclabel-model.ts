import { also, each, place, repeated, says, spelled } from '../look.ts'
import type { Rule } from './rule.ts'

/** Several security labels are for several security models. */
export const seclabelModel: Rule = {
  code: 'VMC2121',
  slug: 'seclabel-model',
  severity: 'error',
  title: 'security labels for one and the same model',
  help: 'Where there are several <seclabel>, each names its model, and each another one.',
  about: ['seclabel'],
  wrong: {
    xml: '<seclabel type="dynamic" model="selinux"/><seclabel type="dynamic" model="selinux"/>',
  },
  right: {
    xml: '<seclabel type="dynamic" model="selinux"/><seclabel type="dynamic" model="dac"/>',
  },
  *check(domain) {
    const labels = each(domain, 'seclabel')
    if (labels.length < 2) return
    const bare = labels.find(label => !says(label, 'model'))
    if (bare) {
      yield {
        message: 'one of several <seclabel> lacks its model',
        ...place(bare),
        help: "say which it is for, as model: 'selinux'",
      }
    }
    for (const { here, first, key } of repeated(labels, label => spelled(label, 'model'))) {
      yield {
        message: `two <seclabel> are for the model "${key}"`,
        ...place(here, 'model'),
        help: 'keep one of them',
        related: [also('the first is here', first, 'model')],
      }
    }
  },
}
