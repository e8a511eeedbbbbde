import type { Cursor } from '../../check/cursor.ts'
import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'
import type { Target } from '../../check/rule-context.ts'
import type { RuleFinding } from '../../check/rule-finding.ts'
import { isBefore } from '../../check/target.ts'
import type { Domain } from '../../schema/domain/domain.ts'

/** A `<seclabel>` must have a model if libvirt cannot choose the model. Two `<seclabel>` cannot have the same model. */
export const seclabelModel = rule({
  code: 'VMC2121',
  slug: 'seclabel-model',
  severity: 'error',
  title: 'model of a <seclabel> is missing or used twice',
  help: 'If a domain has several <seclabel>, each of them needs a model, such as selinux or dac. Two <seclabel> of the same domain, disk or character device cannot have the same model. If a domain has only one <seclabel>, it needs a model if it has type="static" or a <baselabel>. Before libvirt 11.4, it also needs a model if it has no type. Set or change the model.',
  for: 'all',
  source:
    'domain_conf.c: virSecurityLabelDefsParseXML; domain_conf.c: virSecurityDeviceLabelDefParseXML',
  on: [
    'domain',
    'devices/disk/source',
    'devices/disk/backingStore/source',
    'devices/serial/source',
    'devices/parallel/source',
    'devices/console/source',
    'devices/channel/source',
  ],
  needs: 'seclabel',
  example: {
    xml: '<seclabel type="dynamic" model="selinux"/><seclabel type="dynamic" model="{selinux -> dac}"/>',
  },
  *check(element, { domain, target }) {
    if (element.name === 'domain') yield* checkModels(domain, target)
    // If a character device has two <source> elements, libvirt reads the <seclabel> elements only in the first, so this rule
    // skips the second.
    if ((element.index ?? 1) > 1) return
    const labels = element.each('seclabel')
    for (const { element: label, first, key } of duplicates(labels, one => one.text('model'))) {
      yield label.report('model', `two <seclabel> have the model "${key}"`, 'keep one of them', {
        related: [first.related('model', 'first used here')],
      })
    }
  },
})

function* checkModels(domain: Cursor<Domain>, target: Target): Generator<RuleFinding> {
  const labels = domain.each('seclabel')
  const bare = labels.find(label => !label.has('model'))
  if (!bare) return
  const help = "add the model that it is for, as in model: 'selinux'"
  if (labels.length > 1) {
    yield bare.report('.', 'one of several <seclabel> has no model', help)
    return
  }
  // If the only <seclabel> of a domain has no model, libvirt's QEMU driver uses the security model of the host, except in the
  // cases that this rule reports.
  const type = bare.text('type')
  const isStatic = type === 'static'
  // Releases before libvirt 11.4 have no default type for a <seclabel>.
  const lacksType = type === undefined && isBefore(target, '11.4.0')
  const needsModel = isStatic || lacksType || (type !== 'none' && bare.has('baselabel'))
  if (!needsModel || !/^(qemu|kvm|hvf)$/.test(domain.text('type') ?? '')) return
  yield bare.report(
    '.',
    isStatic
      ? 'a static label needs a model'
      : `a label ${lacksType ? 'without a type' : 'with a <baselabel>'} needs a model`,
    help,
  )
}
