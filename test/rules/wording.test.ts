// What a message says where it depends on the domain.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

const test = suite('wording of rules')

/** The message and the help of the only finding of a rule in a domain. */
function report(slug: string, xml: string): string {
  const found = validate(xmlDomains(xml), standardPolicy).filter(one => one.slug === slug)
  assert.is(found.length, 1, `${slug} in ${xml}`)
  return `${found[0]!.message}: ${found[0]!.help}`
}

test('an unknown CPU feature names the architecture whose features are known', () => {
  const feature = (arch: string, machine: string, name: string) =>
    report(
      'cpu-feature-known',
      `<os><type arch="${arch}" machine="${machine}">hvm</type></os><cpu mode="maximum"><feature policy="disable" name="${name}"/></cpu>`,
    )
  assert.is(
    feature('x86_64', 'q35', 'vxm'),
    'libvirt knows no feature "vxm" for x86 CPUs: did you mean "vmx"?',
  )
  assert.is(
    feature('aarch64', 'virt', 'sve500'),
    'libvirt knows no feature "sve500" for Arm CPUs: did you mean "sve512"?',
  )
})

test.run()
