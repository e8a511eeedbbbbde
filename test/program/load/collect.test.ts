import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { nameOf } from '../../../src/build/domains/identity.ts'
import { type DomainBuilder, domain, file } from '../../../src/index.ts'
import { collect, describeNonDomain } from '../../../src/program/load/collect.ts'
import type { Node } from '../../../src/tree/node.ts'

const test = suite('program: collect')

const d = (name: string): DomainBuilder => domain(name).hvm()

/** The names of the domains in the exports of a module, and the paths of values that should be domains. */
async function found(exports: Record<string, unknown>) {
  const domains = new Set<Node>()
  const { nonDomains } = await collect(exports, node => domains.add(node))
  return [[...domains].map(nameOf).join(' '), nonDomains.map(one => one.path).join(' ')]
}

const forms: Record<string, [exports: () => Record<string, unknown>, names: string]> = {
  'a domain': [() => ({ a: d('a') }), 'a'],
  'a default export': [() => ({ default: d('a') }), 'a'],
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
  test(`finds the domains in ${form}`, async () => {
    assert.equal(await found(exports()), [names, ''])
  })
}

test('passes the same domain for each export', async () => {
  const a = d('a')
  assert.equal(await found({ a, b: [a], default: { a } }), ['a', ''])
})

test('treats equal domains as different domains', async () => {
  assert.equal(await found({ a: d('a'), b: d('a') }), ['a a', ''])
})

test('ignores named exports without domains', async () => {
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

test('calls the default function once and no named function', async () => {
  let calls = 0
  const make = () => {
    calls++
    return d('a')
  }
  await found({ default: make, make })
  assert.is(calls, 1)
})

test('supports a record that contains itself', async () => {
  const a: Record<string, unknown> = { x: d('a') }
  a.self = a
  assert.equal(await found({ a }), ['a', ''])
})

test('finds values that should be domains, with their paths', async () => {
  assert.equal(await found({ default: [d('a'), 'b', [null]] }), ['a', 'default[1] default[2][0]'])
  assert.equal(await found({ fleet: { a: d('a'), b: { c: 3 } } }), ['a', 'fleet.b.c'])
  assert.equal(await found({ default: undefined }), ['', 'default'])
  assert.equal(await found({ default: () => undefined }), ['', 'default'])
  assert.equal(await found({ default: [() => d('a')] }), ['', 'default[0]'])
})

test('describes a value that is not a domain', () => {
  const describe = (value: unknown) => describeNonDomain({ path: '', value }).description
  assert.is(describe('a'), 'the string "a"')
  assert.is(describe(3), 'the number 3')
  assert.is(describe(3n), 'the bigint 3')
  assert.is(describe(Symbol('a')), 'the symbol Symbol(a)')
  assert.is(describe(null), 'empty')
  assert.is(describe(undefined), 'empty')
  assert.is(describe(domain), 'a function of libvmc')
  assert.is(
    describe(() => 1),
    'a function',
  )
  assert.is(describe(new Date(0)), 'an object of class Date')
  assert.is(describe(file('/x')), 'a <disk>')
})

test.run()
