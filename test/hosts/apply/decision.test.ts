import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { decide } from '../../../src/hosts/apply/decision.ts'
import { type DomainBuilder, domain, file, GiB } from '../../../src/index.ts'
import { type OnHost, planFor } from '../../support/plan-inputs.ts'

const test = suite('hosts: decisions')

const web0 = domain('web0').hvm({ machine: 'q35' }).memory(GiB(2)).disk(file('/a'))
const applied = { applied: web0 }

/** The decision about a domain, or what stands against it. */
function decision(
  program: DomainBuilder,
  state?: OnHost,
  allow: readonly string[] = [],
): string | readonly string[] {
  const [one] = decide(planFor(program, state), allow)
  return one!.kind === 'blocked' ? one!.obstacles.map(({ reason }) => reason) : one!.kind
}

test('a new domain is defined, a changed one changed, and an unchanged one left alone', () => {
  assert.is(decision(web0), 'define')
  assert.is(decision(web0.memory(GiB(3)), applied), 'change')
  assert.is(decision(web0, applied), 'none')
})

test('a domain whose definition vmc could not record is recorded', () => {
  assert.is(decision(web0, { ...applied, marker: { definition: undefined } }), 'record')
})

test('changes by others are no reason to do something, unless the program now says the same', () => {
  const drifted = { ...applied, changed: web0.title('x') }
  assert.is(decision(web0, drifted), 'none')
  assert.is(decision(web0.title('x'), drifted), 'record')
  assert.is(decision(web0.vcpu(2), drifted), 'change')
})

test('a conflict blocks the domain', () => {
  assert.equal(decision(web0.memory(GiB(3)), { ...applied, changed: web0.memory(GiB(4)) }), [
    'the program and the host both changed memory',
  ])
})

test('a dangerous change needs its path, or that of an element around it', () => {
  const other = web0.machine('pc')
  assert.equal(decision(other, applied), ['the change of os/type/machine is dangerous'])
  for (const path of ['os/type/machine', 'os', 'os/type/'])
    assert.is(decision(other, applied, [path]), 'change')
  for (const path of ['os/type/mach', 'memory', ''])
    assert.equal(decision(other, applied, [path]), ['the change of os/type/machine is dangerous'])
})

test('a domain that was applied with other parameters needs --allow set', () => {
  const production = { ...applied, marker: { set: { stage: 'prod' } } }
  const changed = web0.memory(GiB(3))
  assert.equal(decision(changed, production), [
    'it was applied with --set stage=prod, and this run has no --set',
  ])
  assert.is(decision(changed, production, ['set']), 'change')
  assert.is(decision(web0, production), 'none')
})

test('a domain of nobody, one with saved memory and a transient one are blocked', () => {
  const changed = web0.memory(GiB(3))
  assert.equal(decision(web0, { ...applied, marker: { host: 'hv2' } }), [
    'vmc does not manage it yet',
  ])
  for (const [facts, reason] of [
    [
      { hasManagedSave: true },
      'its memory is saved, and the next start continues with the old definition',
    ],
    [{ isPersistent: false }, 'the host forgets the domain when it stops'],
  ] as const) {
    assert.equal(decision(changed, { ...applied, facts }), [reason])
    assert.is(decision(web0, { ...applied, facts }), 'none')
  }
})

test.run()
