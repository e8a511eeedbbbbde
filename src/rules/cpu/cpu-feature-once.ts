import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** A CPU feature is named once. */
export const cpuFeatureOnce = rule({
  code: 'VMC2155',
  slug: 'cpu-feature-once',
  severity: 'error',
  title: 'CPU feature is named twice',
  help: 'Each <feature> of a <cpu> has its own name. Keep the policy that you mean.',
  for: 'libvirt',
  source: 'cpu_conf.c: virCPUDefParseXML',
  on: 'cpu',
  example: {
    xml: `<cpu mode="custom"><model>qemu64</model>
  <feature policy="require" name="vmx"/><feature policy="disable" name="{vmx -> svm}"/>
</cpu>`,
  },
  *check(cpu) {
    for (const { element, first, key } of duplicates(cpu.each('feature'), one =>
      one.text('name'),
    )) {
      yield element.report('name', `the CPU feature "${key}" is named twice`, 'keep one of them', {
        related: [first.related('name', 'first named here')],
      })
    }
  },
})
