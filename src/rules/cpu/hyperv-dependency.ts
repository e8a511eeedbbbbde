import { rule } from '../../check/rule.ts'

/** Some Hyper-V features require another feature: `synic` requires `vpindex`, and `stimer` requires `synic`. */
export const hypervDependency = rule({
  code: 'VMC2175',
  slug: 'hyperv-dependency',
  severity: 'warning',
  title: 'Hyper-V feature requires another feature, which is off',
  help: 'The Hyper-V feature synic requires the feature vpindex, and stimer requires synic. libvirt accepts the domain if the required feature is missing, but QEMU does not start. Set the state of the required feature to "on".',
  for: 'qemu',
  source: 'target/i386/kvm/kvm.c of QEMU: kvm_hyperv_properties',
  on: 'features/hyperv',
  example: {
    xml: '<features><hyperv mode="custom"><vpindex state="{off -> on}"/><synic state="on"/></hyperv></features>',
  },
  *check(hyperv) {
    if ((hyperv.text('mode') ?? 'custom') !== 'custom') return
    for (const [feature, needed] of DEPENDENCIES) {
      const isOn = (name: typeof feature | typeof needed) =>
        hyperv.first(name)?.text('state') === 'on'
      if (!isOn(feature) || isOn(needed)) continue
      yield hyperv.report(
        feature,
        `the Hyper-V feature ${feature} requires ${needed}`,
        `add <${needed} state="on"/> to <hyperv>`,
      )
    }
  },
})

const DEPENDENCIES = [
  ['synic', 'vpindex'],
  ['stimer', 'synic'],
] as const
