import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bridge, type DomainBuilder, domain, file, GiB } from '../../src/index.ts'
import { FingerprintIndex, type Match, mapOwnValues } from '../../src/tree/fingerprint.ts'
import type { Node } from '../../src/tree/node.ts'
import { documents, nodeIn, variants } from '../support/alike.ts'
import { nodeOf } from '../support/builders.ts'
import { validateFleet } from '../support/validate.ts'

const test = suite('tree: fingerprint')

const server = (name: string, memory = 1): DomainBuilder =>
  domain(name)
    .hvm()
    .memory(GiB(memory))
    .disk(file(`/images/${name}.qcow2`))
    .nic(bridge('br0').model('virtio'))

const matches = (...domains: readonly DomainBuilder[]): readonly (Match | undefined)[] => {
  const fingerprints = new FingerprintIndex()
  return domains.map(one => fingerprints.match(nodeOf(one)))
}

test('the first domain with a fingerprint has no match, later ones do', () => {
  const [first, second, third] = matches(server('a'), server('b'), server('c', 2))
  assert.is(first, undefined)
  assert.is(second?.fingerprint, third?.fingerprint)
  assert.equal(second?.values, ['b', 1, '/images/b.qcow2', 'br0'])
  assert.equal(third?.values, ['c', 2, '/images/c.qcow2', 'br0'])
})

test('domains that differ only in words with digits have the same fingerprint', () => {
  const on = (name: string) => server(name).nic(bridge(`br-${name}1`).model('e1000'))
  const [, second, third] = matches(on('a'), on('b'), on('c'))
  assert.is(second?.fingerprint, third?.fingerprint)
  const other = (name: string) => server(name).nic(bridge('br0').model('rtl8139'))
  const [, , fourth] = matches(on('a'), other('d'), other('e'))
  assert.ok(fourth && fourth.fingerprint !== third?.fingerprint)
})

test('a different word, element or type of value makes a different fingerprint', () => {
  const base = [server('a'), server('b')]
  const others = [
    server('c').nic(bridge('br1')),
    server('c').acpi(),
    server('c').memory({ unit: 'KiB', value: 1 }),
    server('c').memory({ unit: 'GiB', value: '1' }),
    server('c').on_crash('destroy'),
  ]
  const seen = matches(...base, ...others.flatMap(one => [one, one])).filter(one => one)
  assert.is(new Set(seen.map(one => one!.fingerprint)).size, 1 + others.length)
})

test('a number is not confused with the length of a list', () => {
  const fingerprints = new FingerprintIndex()
  const two = nodeOf(domain('a').initarg('-x', '/y'))
  const [, second] = [fingerprints.match(two), fingerprints.match(two)]
  const number = nodeOf(domain('a').initarg(2 as never, '/y'))
  assert.ok(second)
  assert.is(fingerprints.match(number), undefined)
})

test('a domain with raw XML or an invalid value has no fingerprint', () => {
  for (const odd of [
    domain('a').xml('<x/>'),
    domain('a').disk(file('/a').xml('<x/>')),
    domain('a').os({ nonsense: 1 } as never),
    domain('a').os({ constructor: 1 } as never),
    domain('a').os([1] as never),
  ]) {
    const [, again] = matches(odd, odd)
    assert.is(again, undefined)
  }
})

test('only the latest fingerprints are kept', () => {
  const fingerprints = new FingerprintIndex()
  const word = (index: number) => [...String(index)].map(digit => 'abcdefghij'[+digit]).join('')
  const node = (index: number) => nodeOf(domain('a').nic(bridge(word(index))))
  for (let index = 0; index < 2500; index++) fingerprints.match(node(index))
  assert.ok(fingerprints.match(node(2499)))
  assert.is(fingerprints.match(node(10)), undefined)
})

test('the own values are those of mapOwnValues, in its order', () => {
  for (const xml of documents) {
    const fingerprints = new FingerprintIndex()
    for (const node of [...nodeIn(xml), ...nodeIn(xml)]) {
      const match = fingerprints.match(node)
      if (!match) continue
      const values: unknown[] = []
      mapOwnValues(node, value => values.push(value))
      assert.equal(match.values, values)
    }
  }
})

// The same for rules is in rule-memo.test.ts.
const findingsOf = (...fleet: readonly Node[]): readonly string[] =>
  validateFleet(fleet)
    .filter(({ code }) => code.startsWith('VMC1'))
    .map(({ path, message }) => `${path} ${message}`)

const bases = documents.map(nodeIn)
for (const [how, vary] of Object.entries(variants)) {
  test(`a matching domain has the same schema findings as when checked alone, ${how}`, () => {
    for (const [index, xml] of documents.entries()) {
      const [base] = bases[index]!
      const [node] = nodeIn(vary(xml))
      if (!base || !node) continue
      const alone = findingsOf(base)
      assert.equal(
        findingsOf(base, base, base, node),
        [...alone, ...alone, ...alone, ...findingsOf(node)],
        xml,
      )
    }
  })
}

test.run()
