import { hasOldHyperv } from '../../check/facts/machine.ts'
import { rule } from '../../check/rule.ts'

/** libvirt 11.9 and newer refuse a Hyper-V feature if a feature on which it depends is not on. */
export const hypervRequires = rule({
  code: 'VMC2168',
  slug: 'hyperv-requires',
  severity: 'error',
  title: 'Hyper-V feature refused because a required feature is off',
  help: 'libvirt 11.9.0 and newer refuse a Hyper-V feature if the feature on which it depends is not on. The feature stimer depends on synic. The features tlbflush and ipi depend on vpindex. The feature evmcs and the direct mode of tlbflush depend on vapic. Set the state of the required feature to "on".',
  for: 'qemu',
  source: 'NEWS.rst of libvirt 11.9.0; measured with libvirt 12.9.0',
  since: { libvirt: '11.9.0' },
  on: 'features/hyperv',
  example: {
    xml: '<features><hyperv mode="custom"><vpindex state="{off -> on}"/><ipi state="on"/></hyperv></features>',
  },
  *check(hyperv, { domain }) {
    if ((hyperv.text('mode') ?? 'custom') !== 'custom' || hasOldHyperv(domain)) return
    for (const { feature, needed, name } of REQUIRED) {
      if (hyperv.text(feature) !== 'on' || hyperv.first(needed)?.text('state') === 'on') continue
      yield hyperv.report(
        feature,
        `${name} requires ${needed}`,
        `add <${needed} state="on"/> to <hyperv>`,
      )
    }
  },
})

/** For each Hyper-V feature, the other feature that libvirt requires. */
const REQUIRED = [
  { feature: 'stimer/state', name: 'stimer', needed: 'synic' },
  { feature: 'tlbflush/state', name: 'tlbflush', needed: 'vpindex' },
  { feature: 'tlbflush/direct/state', name: 'the direct mode of tlbflush', needed: 'vapic' },
  { feature: 'ipi/state', name: 'ipi', needed: 'vpindex' },
  { feature: 'evmcs/state', name: 'evmcs', needed: 'vapic' },
] as const
