import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bridge, type DomainBuilder, domain, file, GiB } from '../../src/index.ts'
import type { Node } from '../../src/tree/node.ts'
import { type Likeness, mapOwn, Shapes } from '../../src/tree/shape.ts'
import { documents, nodeIn, variants } from '../support/alike.ts'
import { nodeOf } from '../support/builders.ts'
import { validateFleet } from '../support/validate.ts'

const test = suite('tree: shape')

const server = (name: string, memory = 1): DomainBuilder =>
  domain(name)
    .hvm()
    .memory(GiB(memory))
    .disk(file(`/images/${name}.qcow2`))
    .nic(bridge('br0').model('virtio'))

const likenesses = (...domains: readonly DomainBuilder[]): readonly (Likeness | undefined)[] => {
  const shapes = new Shapes()
  return domains.map(one => shapes.likenessOf(nodeOf(one)))
}

test('the first of a shape is like no other, and those behind it are alike', () => {
  const [first, second, third] = likenesses(server('a'), server('b'), server('c', 2))
  assert.is(first, undefined)
  assert.is(second?.shape, third?.shape)
  assert.equal(second?.values, ['b', 1, '/images/b.qcow2'])
  assert.equal(third?.values, ['c', 2, '/images/c.qcow2'])
})

test('another word, another part, and another kind of value make another shape', () => {
  const base = [server('a'), server('b')]
  const others = [
    server('c').nic(bridge('br1')),
    server('c').acpi(),
    server('c').memory({ unit: 'KiB', value: 1 }),
    server('c').memory({ unit: 'GiB', value: '1' }),
    server('c').on_crash('destroy'),
  ]
  const seen = likenesses(...base, ...others.flatMap(one => [one, one])).filter(one => one)
  assert.is(new Set(seen.map(one => one!.shape)).size, 1 + others.length)
})

test('a number is not taken for the length of a list', () => {
  const shapes = new Shapes()
  const two = nodeOf(domain('a').initarg('-x', '/y'))
  const [, second] = [shapes.likenessOf(two), shapes.likenessOf(two)]
  const number = nodeOf(domain('a').initarg(2 as never, '/y'))
  assert.ok(second)
  assert.is(shapes.likenessOf(number), undefined)
})

test('what no field describes has no shape', () => {
  for (const odd of [
    domain('a').xml('<x/>'),
    domain('a').disk(file('/a').xml('<x/>')),
    domain('a').os({ nonsense: 1 } as never),
    domain('a').os({ constructor: 1 } as never),
    domain('a').os([1] as never),
  ]) {
    const [, again] = likenesses(odd, odd)
    assert.is(again, undefined)
  }
})

test('however many shapes there are, those of late are known', () => {
  const shapes = new Shapes()
  const node = (index: number) => nodeOf(domain('a').nic(bridge(`br${index}`)))
  for (let index = 0; index < 2500; index++) shapes.likenessOf(node(index))
  assert.ok(shapes.likenessOf(node(2499)))
  assert.is(shapes.likenessOf(node(10)), undefined)
})

test('the values are those that mapOwn shows, in its order', () => {
  for (const xml of documents) {
    const shapes = new Shapes()
    for (const node of [...nodeIn(xml), ...nodeIn(xml)]) {
      const likeness = shapes.likenessOf(node)
      if (!likeness) continue
      const values: unknown[] = []
      mapOwn(node, value => values.push(value))
      assert.equal(likeness.values, values)
    }
  }
})

// What the schema says; rules are held to the same in asked.test.ts.
const told = (...fleet: readonly Node[]): readonly string[] =>
  validateFleet(fleet)
    .filter(({ code }) => code.startsWith('VMC1'))
    .map(({ path, message }) => `${path} ${message}`)

for (const [how, vary] of Object.entries(variants)) {
  test(`of a domain that is like others, all is told that is told of it by itself, ${how}`, () => {
    for (const xml of documents) {
      const [[base], [node]] = [nodeIn(xml), nodeIn(vary(xml))]
      if (!base || !node) continue
      assert.equal(
        told(base, base, base, node),
        [base, base, base, node].flatMap(one => told(one)),
        xml,
      )
    }
  })
}

test.run()
