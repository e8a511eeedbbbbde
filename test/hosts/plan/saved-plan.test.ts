import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { differingDomains, savedPlan } from '../../../src/hosts/plan/saved-plan.ts'
import { domain, file, GiB, vnc } from '../../../src/index.ts'
import { planFor } from '../../support/plan-inputs.ts'

const test = suite('hosts: saved plans')

const web0 = domain('web0').hvm().memory(GiB(2)).disk(file('/a'))
const saved = savedPlan(planFor(web0.vcpu(2), { applied: web0 }))

test('the same plan is the same', () => {
  assert.equal(differingDomains(saved, planFor(web0.vcpu(2), { applied: web0 })), [])
})

test('another program, definition or set of domains is another plan', () => {
  for (const plan of [
    planFor(web0.vcpu(3), { applied: web0 }),
    planFor(web0.vcpu(2), { applied: web0, changed: web0.title('by hand') }),
    planFor(web0.vcpu(2)),
  ])
    assert.equal(differingDomains(saved, plan), ['web0'])
  assert.equal(differingDomains(saved, planFor(domain('web1').hvm().memory(GiB(2)))), [
    'web0',
    'web1',
  ])
})

test('a password neither is in a plan nor changes it', () => {
  const [one, other] = ['hunter22', 'hunter23'].map(passwd =>
    savedPlan(planFor(web0.graphics(vnc().passwd(passwd)))),
  )
  assert.not.match(one!, 'hunter22')
  assert.is(one, other)
})

test('a file that is not a plan is recognised', () => {
  for (const text of ['', '{}', 'null', '[1]', '{"version":1,"domains":{}}', '{"version":2}'])
    assert.is(differingDomains(text, planFor(web0)), undefined)
  assert.equal(differingDomains('{"version":1,"domains":[null]}', planFor(web0)), [
    'undefined',
    'web0',
  ])
})

test.run()
