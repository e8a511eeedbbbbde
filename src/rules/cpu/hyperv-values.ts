import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** The number of Hyper-V spinlock retries, after which the guest notifies the hypervisor, must be at least 4095. */
export const hypervValues = rule({
  code: 'VMC2149',
  slug: 'hyperv-values',
  severity: 'error',
  title: 'too few Hyper-V spinlock retries',
  help: 'The attribute "retries" of <spinlocks> in <hyperv> must be at least 4095. A common value is 8191. From libvirt 11.9.0, you can also remove the attribute: the guest then never notifies the hypervisor about spinlocks.',
  for: 'qemu',
  source: 'domain_conf.c: virDomainFeaturesHyperVDefParse',
  on: 'features/hyperv/spinlocks',
  example: {
    xml: '<features><acpi/><hyperv><spinlocks state="on" retries="{1000 -> 8191}"/></hyperv></features>',
  },
  *check(spinlocks, { target }) {
    if (spinlocks.text('state') !== 'on') return
    const retries = spinlocks.number('retries')
    if (retries === undefined) {
      if (!isBefore(target, '11.9.0')) return
      yield spinlocks.report(
        '.',
        'spinlocks without retries require libvirt 11.9.0',
        'set retries, such as 8191',
      )
      return
    }
    if (retries >= 4095) return
    yield spinlocks.report(
      'retries',
      `${retries} spinlock retries are too few`,
      'use at least 4095, such as 8191',
    )
  },
})
