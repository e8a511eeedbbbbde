import { rule } from '../../check/rule.ts'
import { isNewer } from '../../check/target.ts'

/** Each Hyper-V feature must have a state. Some features must also have a value. */
export const hypervState = rule({
  code: 'VMC2163',
  slug: 'hyperv-state',
  severity: 'error',
  title: 'Hyper-V feature has no state or no value',
  help: 'Each element in <hyperv> must have the attribute "state". If the state is "on", <vendor_id> must also have a value, and <spinlocks> must also have the attribute "retries". Add the attribute.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainFeaturesHyperVDefParse',
  on: 'features/hyperv',
  example: {
    xml: '<features><acpi/><hyperv><vendor_id state="{on -> off}"/></hyperv></features>',
  },
  *check(hyperv, { target: { libvirt } }) {
    // libvirt 11.3 ignores individual Hyper-V features if the mode is "passthrough", so the rule skips them.
    if (hyperv.text('mode') === 'passthrough') return
    for (const feature of hyperv.each('*')) {
      if (feature.text('state') !== undefined) continue
      yield feature.report('.', `the feature ${feature.name} has no state`, "set state: 'on'")
    }
    const vendor = hyperv.first('vendor_id')
    if (vendor?.text('state') === 'on' && !vendor.has('value'))
      yield vendor.report(
        '.',
        'vendor_id is on, but has no value',
        "add a value of at most 12 characters, such as value: 'KVM Hv'",
      )
    const spinlocks = hyperv.first('spinlocks')
    const isRequired = libvirt !== undefined && isNewer('11.9.0', libvirt)
    if (isRequired && spinlocks?.text('state') === 'on' && !spinlocks.has('retries'))
      yield spinlocks.report('.', 'spinlocks is on, but has no retries', 'set retries: 8191')
  },
})
