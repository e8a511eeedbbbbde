import { rule } from '../../check/rule.ts'
import { slotOf, valuesOf } from '../../tree/node.ts'

/** The arguments and environment variables of a container's init program must not be empty. */
export const initEmpty = rule({
  code: 'VMC2190',
  slug: 'init-empty',
  severity: 'error',
  title: '<initarg> or <initenv> has no value',
  help: 'libvirt refuses an empty <initarg> and an <initenv> without a value. Write the value, or remove the element.',
  for: 'libvirt',
  source: 'domain_conf.c: virDomainDefParseBootInitOptions',
  on: 'os',
  needs: ['initarg', 'initenv'],
  example: {
    xml: `<domain type="lxc">
  <name>a</name><memory unit="GiB">1</memory>
  <os>
    <type>exe</type><init>/sbin/init</init>
    <initenv name="TERM">{ -> linux}</initenv>
  </os>
</domain>`,
  },
  *check(os) {
    if (os.text('type/value') !== 'exe') return
    if (valuesOf(slotOf(os.node, 'initarg')).includes(''))
      yield os.report('initarg', '<initarg> has no value', 'write the argument, or remove it')
    for (const variable of os.each('initenv')) {
      if (variable.text('value')) continue
      yield variable.report(
        '.',
        `the environment variable ${variable.text('name') ?? ''} has no value`,
        'write its value, or remove it',
      )
    }
  },
})
