import { rule } from '../../check/rule.ts'
import { isBefore } from '../../check/target.ts'

/** Hyper-V guests retry a spinlock at least 4095 times before they notify the hypervisor. */
export const hypervValues = rule({
  code: 'VMC2149',
  slug: 'hyperv-values',
  severity: 'error',
  title: 'too few Hyper-V spinlock retries',
  help: 'libvirt requires at least 4095 spinlock retries; 8191 is a common value. Without retries, which libvirt 11.9.0 and newer accept, the guest never notifies the hypervisor.',
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
