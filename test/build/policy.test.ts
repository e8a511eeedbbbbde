import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { policyOf } from '../../src/program/policy-options.ts'

const test = suite('policy')

test('equal options return the same policy object', () => {
  const { policy } = policyOf({})
  assert.is(policyOf({ target: undefined }).policy, policy)
  assert.is(
    policyOf({ target: 'libvirt=9.0.0' }).policy,
    policyOf({ target: 'libvirt=9.0.0' }).policy,
  )
})

test('changed options are read again', () => {
  const options = { target: 'libvirt=9.0.0' }
  assert.equal(policyOf(options).policy.target, { libvirt: '9.0.0' })
  options.target = 'libvirt=10.0.0'
  assert.equal(policyOf(options).policy.target, { libvirt: '10.0.0' })
})

test.run()
