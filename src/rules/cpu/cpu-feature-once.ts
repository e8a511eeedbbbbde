import { duplicates } from '../../check/duplicates.ts'
import { rule } from '../../check/rule.ts'

/** A CPU can list each feature only once. */
export const cpuFeatureOnce = rule({
  code: 'VMC2155',
  slug: 'cpu-feature-once',
  severity: 'error',
  title: 'CPU feature is listed twice',
  help: 'A <cpu> can list each <feature> only once. Keep the <feature> with the policy that you want, and remove the duplicate.',
  for: 'libvirt',
  source: 'cpu_conf.c: virCPUDefParseXML',
  on: 'cpu',
  needs: 'feature',
  example: {
    xml: `<cpu mode="custom"><model>qemu64</model>
  <feature policy="require" name="vmx"/><feature policy="disable" name="{vmx -> svm}"/>
</cpu>`,
  },
  *check(cpu) {
    for (const { element, first, key } of duplicates(cpu.each('feature'), one =>
      one.text('name'),
    )) {
      yield element.report('name', `the CPU feature "${key}" is listed twice`, 'keep one of them', {
        related: [first.related('name', 'first listed here')],
      })
    }
  },
})
