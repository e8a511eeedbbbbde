import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { nameOf } from '../../../src/build/domains/identity.ts'
import { type DomainBuilder, domain, file } from '../../../src/index.ts'
import { collect, describeStray } from '../../../src/program/load/collect.ts'
import type { Node } from '../../../src/tree/node.ts'

const collecting = suite('collecting')

const d = (name: string): DomainBuilder => domain(name).hvm()

/** The names of the domains that a module with these exports gives, and the ways to what is none. */
async function found(exports: Record<string, unknown>) {
  const domains = new Set<Node>()
  const { strays } = await collect(exports, node => domains.add(node))
  return [[...domains].map(nameOf).join(' '), strays.map(stray => stray.path).join(' ')]
}

const forms: Record<string, [exports: () => Record<string, unknown>, names: string]> = {
  'a domain': [() => ({ a: d('a') }), 'a'],
  'a domain by default': [() => ({ default: d('a') }), 'a'],
  'several domains': [() => ({ a: d('a'), default: d('b') }), 'a b'],
  'a list': [() => ({ default: [d('a'), d('b')] }), 'a b'],
  'an empty list': [() => ({ default: [] }), ''],
  'lists in lists': [() => ({ a: [d('a'), [d('b'), [d('c')]]] }), 'a b c'],
  'a record': [() => ({ a: { x: d('a'), y: d('b') } }), 'a b'],
  'records of lists of records': [() => ({ a: { x: [{ z: d('a') }], y: { z: d('b') } } }), 'a b'],
  'a record without a prototype': [
    () => ({ a: Object.assign(Object.create(null), { x: d('a') }) }),
    'a',
  ],
  'a set': [() => ({ a: new Set([d('a'), d('b')]) }), 'a b'],
  'a map': [
    () => ({
      a: new Map([
        ['x', d('a')],
        ['y', d('b')],
      ]),
    }),
    'a b',
  ],
  'a generator': [
    () => ({
      a: (function* () {
        yield d('a')
        yield [d('b')]
      })(),
    }),
    'a b',
  ],
  'an async generator': [
    () => ({
      a: (async function* () {
        yield d('a')
        yield Promise.resolve(d('b'))
      })(),
    }),
    'a b',
  ],
  'a promise': [() => ({ a: Promise.resolve(d('a')) }), 'a'],
  'a promise of a list of promises': [
    () => ({ a: Promise.resolve([d('a'), Promise.resolve(d('b'))]) }),
    'a b',
  ],
  'a default function': [() => ({ default: () => d('a') }), 'a'],
  'an async default function': [() => ({ default: async () => [d('a')] }), 'a'],
  'a default generator function': [
    () => ({
      default: function* () {
        yield d('a')
      },
    }),
    'a',
  ],
  'an async default generator function': [
    () => ({
      default: async function* () {
        yield d('a')
      },
    }),
    'a',
  ],
}

for (const [form, [exports, names]] of Object.entries(forms)) {
  collecting(`finds the domains of ${form}`, async () => {
    assert.equal(await found(exports()), [names, ''])
  })
}

collecting('takes a domain that is exported twice for one', async () => {
  const a = d('a')
  assert.equal(await found({ a, b: [a], default: { a } }), ['a', ''])
})

collecting('keeps two domains apart that only look alike', async () => {
  assert.equal(await found({ a: d('a'), b: d('a') }), ['a a', ''])
})

collecting('leaves helpers and other values alone that are exported by name', async () => {
  const exports = {
    helper: (one: DomainBuilder) => one.vcpu(2),
    make: () => d('x'),
    size: 3,
    options: { size: 3, names: ['x', null] },
    day: new Date(0),
    nothing: undefined,
    disk: file('/x'),
    a: d('a'),
  }
  assert.equal(await found(exports), ['a', ''])
})

collecting('does not call a function twice, nor one that is exported by name', async () => {
  let calls = 0
  const make = () => {
    calls++
    return d('a')
  }
  await found({ default: make, make })
  assert.is(calls, 1)
})

collecting('finds its way out of a record that holds itself', async () => {
  const a: Record<string, unknown> = { x: d('a') }
  a.self = a
  assert.equal(await found({ a }), ['a', ''])
})

collecting('tells what is among domains and is none, and where', async () => {
  assert.equal(await found({ default: [d('a'), 'b', [null]] }), ['a', 'default[1] default[2][0]'])
  assert.equal(await found({ fleet: { a: d('a'), b: { c: 3 } } }), ['a', 'fleet.b.c'])
  assert.equal(await found({ default: undefined }), ['', 'default'])
  assert.equal(await found({ default: () => undefined }), ['', 'default'])
  assert.equal(await found({ default: [() => d('a')] }), ['', 'default[0]'])
})

collecting('says what it is', () => {
  const say = (value: unknown) => describeStray({ path: '', value }).what
  assert.is(say('a'), 'the string "a"')
  assert.is(say(3), 'the number 3')
  assert.is(say(3n), 'the bigint 3')
  assert.is(say(Symbol('a')), 'the symbol Symbol(a)')
  assert.is(say(null), 'null')
  assert.is(say(undefined), 'undefined')
  assert.is(say(domain), 'a function')
  assert.is(say(new Date(0)), 'an object of class Date')
  assert.is(say(file('/x')), 'a <disk>')
})

collecting.run()
