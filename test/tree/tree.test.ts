import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { bridge, domain, file, usb } from '../../src/index.ts'
import { difference, equal } from '../../src/tree/equal.ts'
import {
  childAt,
  childrenAt,
  type Node,
  scalarAt,
  slotOf,
  uncheckedText,
  withoutSlot,
  withRaw,
  withSlot,
} from '../../src/tree/node.ts'
import { capture, locationsOf } from '../../src/tree/origin.ts'
import { framesOf } from '../../src/tree/stack.ts'
import { type Any, nodeOf } from '../support/builders.ts'

const test = suite('tree')

const differ = (a: Any, b: Any) => difference(nodeOf(a), nodeOf(b))

test('difference() returns the path of the first difference', () => {
  const base = domain('fv0').disk(file('/a'), file('/b').target('vdb'))
  assert.is(differ(base, base), undefined)
  assert.is(differ(base, domain('fv1').disk(file('/a'), file('/b').target('vdb'))), 'domain/name')
  assert.is(differ(base, base.vcpu(1)), 'domain/vcpu')
  assert.is(differ(base, base.disk(file('/c'))), 'domain/devices/disk')
  assert.is(
    differ(base, domain('fv0').disk(file('/a'), file('/b').target('vdc'))),
    'domain/devices/disk[2]/target/dev',
  )
  assert.is(differ(base, base.xml('<a/>')), 'domain/raw XML')
  assert.is(differ(file('/a'), bridge('br0')), 'disk')
})

test('values compare by their spelling', () => {
  assert.is(differ(domain('a').vcpu(2), domain('a').vcpu('2')), undefined)
  assert.is(differ(usb('10', '0x000a'), usb('0x0a', 10)), 'hostdev/source/vendor/id')
  assert.is(differ(usb('0', '0x000a'), usb('0', 10)), undefined)
  assert.is(differ(domain('a').acpi(), domain('a').acpi().pae(false)), undefined)
  assert.is(differ(domain('a').uuid(false), domain('a')), undefined)
})

test('raw parts compare without their layout', () => {
  assert.is(
    differ(domain('a').xml('<a><b/></a>'), domain('a').xml(' <a>\n  <b/>\n</a>\n')),
    undefined,
  )
  assert.is(differ(domain('a').xml('<a/>'), domain('a').xml('<b/>')), 'domain/raw XML')
  assert.ok(equal(nodeOf(domain('a').xml('')), nodeOf(domain('a'))))
})

test('nodes are read by key and by path', () => {
  const node = nodeOf(domain('fv0').hvm({ machine: 'q35' }).disk(file('/a'), file('/b')))
  assert.is(scalarAt(node, 'name'), 'fv0')
  assert.is(scalarAt(node, 'os', 'type', 'machine'), 'q35')
  assert.is(scalarAt(node, 'os', 'type'), undefined)
  assert.is(scalarAt(node, 'nothing', 'at', 'all'), undefined)
  assert.is(scalarAt(node, 'constructor', 'name'), undefined)
  assert.is(childAt(node, 'os')?.element.name, 'os')
  assert.is(childAt(node, 'name'), undefined)
  assert.is(childrenAt(childAt(node, 'devices')!, 'disk').length, 2)
  assert.is(slotOf(node, 'toString'), undefined)
})

test('a change makes a new node and keeps the old one', () => {
  const node = nodeOf(domain('fv0').on_crash('restart').xml('<a/>'))
  const origin = { file: 'x', line: 1, column: 1 }
  const more = withSlot(node, 'on_crash', { value: 'destroy', origin })
  const less = withoutSlot(node, 'on_crash')
  const raw = withRaw(node, { xml: '<b/>', origin })
  assert.is(scalarAt(node, 'on_crash'), 'restart')
  assert.is(scalarAt(more, 'on_crash'), 'destroy')
  assert.is(slotOf(less, 'on_crash'), undefined)
  assert.equal(
    raw.extra!.map(one => one.xml),
    ['<a/>', '<b/>'],
  )
})

test('a long chain of raw XML and waivers keeps every call, in order, in every branch', () => {
  const numbers = Array.from({ length: 100 }, (_, nth) => nth)
  const chain = numbers.reduce(
    (d, nth) =>
      d
        .xml(`<a${nth}/>`)
        .allow('image-shared', `reason ${nth}`)
        .metadata({ xml: `<m${nth}/>` }),
    domain('fv0'),
  )
  const [left, right] = [chain.xml('<left/>'), chain.title('t').xml('<right/>')].map(nodeOf)
  const raws = (node = left!) => node.extra!.map(({ xml }) => xml)
  const all = numbers.map(nth => `<a${nth}/>`)
  assert.equal(raws(left), [...all, '<left/>'])
  assert.equal(raws(right), [...all, '<right/>'])
  assert.equal(raws({ ...right! }), raws(right))
  assert.equal(
    right!.notes!.map(({ reason }) => reason),
    numbers.map(nth => `reason ${nth}`),
  )
  assert.equal(
    raws(childAt(right!, 'metadata')),
    numbers.map(nth => `<m${nth}/>`),
  )
  assert.is(scalarAt(right!, 'title'), 't')
  assert.is(scalarAt(left!, 'title'), undefined)
  // A long chain that is used up, and extended afterwards.
  assert.is(nodeOf(chain.use(d => d)).extra!.length, 100)
  assert.is(nodeOf(chain.xml('<b/>').xml('<c/>')).extra!.length, 102)
})

test('a long chain of unknown attributes keeps the last value of each, in every branch', () => {
  const numbers = Array.from({ length: 100 }, (_, nth) => nth)
  const chain = numbers.reduce(
    (d, nth) =>
      d
        .attributes({ [`a${nth}`]: nth, type: `t${nth}` })
        .title(`title ${nth}`)
        .pm({ attributes: { [`b${nth}`]: nth } }),
    domain('fv0'),
  )
  const left = chain.attributes({ a7: 'left' }).xml('<a/>')
  const right = nodeOf(chain.attributes({ a8: 'right' }).vcpu(3))
  const texts = (node: Node, letter: string) =>
    numbers.map(nth => uncheckedText(node, `@${letter}${nth}`))
  const plain = numbers.map(String)
  assert.equal(texts(nodeOf(chain), 'a'), plain)
  assert.equal(texts(nodeOf(left), 'a'), plain.with(7, 'left'))
  assert.equal(texts(right, 'a'), plain.with(8, 'right'))
  assert.equal(texts({ ...right }, 'a'), plain.with(8, 'right'))
  assert.equal(texts(childAt(right, 'pm')!, 'b'), plain)
  assert.is(uncheckedText(right, 'type'), 't99')
  assert.is(scalarAt(right, 'title'), 'title 99')
  assert.is(childAt(right, 'vcpu')?.element.name, 'vcpu')
  assert.is(slotOf(nodeOf(chain), 'vcpu'), undefined)
  assert.is(nodeOf(left).extra?.length, 1)
  const attributes = Object.fromEntries(numbers.map(nth => [`a${nth}`, nth]))
  assert.equal(texts(nodeOf(domain('fv0').attributes(attributes)), 'a'), plain)
})

test('an origin has the call of the public function, and its callers', () => {
  const word = () => capture(word)
  const helper = () => word()
  const [first, second] = locationsOf(helper())
  assert.match(first!.file, /tree\.test\.ts$/)
  assert.is(second!.line, first!.line + 1)
})

test('capturing an origin restores the limit of stack traces', () => {
  const limit = Error.stackTraceLimit
  capture(test)
  assert.is(Error.stackTraceLimit, limit)
})

test('parses every form of V8 stack frames', () => {
  const stack = `Error
    at file:///home/a%20b/infra.ts:1:2
    at helper (file:///home/u/infra.ts?v=3:3:4)
    at async Promise.all (index 0)
    at async file:///home/u/main.ts:5:6
    at new Thing (/home/u/(odd)/x.ts:7:8)
    at Object.<anonymous> (/home/u/y.ts:9:10)
    at node:internal/modules/esm:11:12
    at <anonymous>
    at eval (eval at f (/home/u/z.ts:1:1), <anonymous>:1:1)`
  assert.equal(
    framesOf(stack).map(({ file, line, column }) => `${file}:${line}:${column}`),
    [
      '/home/a b/infra.ts:1:2',
      '/home/u/infra.ts:3:4',
      '/home/u/main.ts:5:6',
      '/home/u/(odd)/x.ts:7:8',
      '/home/u/y.ts:9:10',
    ],
  )
})

test.run()
