import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../../src/build/domains/fill.ts'
import { resolve } from '../../../src/hosts/plan/resolve.ts'
import { bridge, cdrom, type DomainBuilder, domain, file, network } from '../../../src/index.ts'
import { childAt, childrenAt, type Node, scalarAt } from '../../../src/tree/node.ts'
import { nodeOf } from '../../support/builders.ts'

const test = suite('hosts: pairing the devices of a program')

const filled = (program: DomainBuilder): Node => fill([nodeOf(program)])[0]!

/** The devices of a kind after the program changed, each with the device that it was before. */
function paired(before: DomainBuilder, after: DomainBuilder, kind: 'disk' | 'interface') {
  const known = filled(before)
  const { node, matches, ambiguous } = resolve(
    { written: nodeOf(after), filled: filled(after) },
    known,
    new Set(),
  )
  const nameOf = (device: Node | undefined) =>
    device &&
    (kind === 'disk' ? scalarAt(device, 'target', 'dev') : scalarAt(device, 'mac', 'address'))
  const list = childrenAt(childAt(node, 'devices')!, kind)
  return {
    pairs: list.map(device => [nameOf(device), nameOf(matches.get(device))]),
    ambiguous: ambiguous.length,
  }
}

const vm = domain('web0').hvm()
const [a, b, c] = ['/a', '/b', '/c'].map(path => file(path)) as [
  ReturnType<typeof file>,
  ReturnType<typeof file>,
  ReturnType<typeof file>,
]

test('a new disk in front does not take the name of the system disk', () => {
  assert.equal(paired(vm.disk(a, b), vm.disk(c, a, b), 'disk'), {
    pairs: [
      ['vdc', undefined],
      ['vda', 'vda'],
      ['vdb', 'vdb'],
    ],
    ambiguous: 0,
  })
})

test('disks that swap their places keep their names', () => {
  assert.equal(paired(vm.disk(a, b), vm.disk(b, a), 'disk').pairs, [
    ['vdb', 'vdb'],
    ['vda', 'vda'],
  ])
})

test('without the first disk, the second keeps its name', () => {
  assert.equal(paired(vm.disk(a, b), vm.disk(b), 'disk').pairs, [['vdb', 'vdb']])
})

test('a target name that the program sets decides', () => {
  assert.equal(paired(vm.disk(a, b), vm.disk(b.target('vda'), a.target('vdb')), 'disk').pairs, [
    ['vda', 'vda'],
    ['vdb', 'vdb'],
  ])
})

test('an alias that the program sets decides', () => {
  const os = (path: string) => file(path).alias('ua-os')
  assert.equal(paired(vm.disk(os('/a'), b), vm.disk(b, os('/new')), 'disk').pairs, [
    ['vdb', 'vdb'],
    ['vda', 'vda'],
  ])
})

test('another image for the only disk is a change of that disk', () => {
  assert.equal(paired(vm.disk(a), vm.disk(b), 'disk').pairs, [['vda', 'vda']])
})

test('two new images for two disks are ambiguous', () => {
  const { pairs, ambiguous } = paired(vm.disk(a, b), vm.disk(c, file('/d')), 'disk')
  assert.is(ambiguous, 2)
  assert.equal(
    pairs.map(([, before]) => before),
    [undefined, undefined],
  )
})

test('empty drives are paired in their order', () => {
  assert.equal(
    paired(vm.disk(cdrom(), cdrom(), a), vm.disk(a, cdrom(), cdrom()), 'disk').pairs.map(
      ([, before]) => before,
    ),
    ['vda', 'sda', 'sdb'],
  )
})

const macs = (program: DomainBuilder): readonly unknown[] =>
  childrenAt(childAt(filled(program), 'devices')!, 'interface').map(nic =>
    scalarAt(nic, 'mac', 'address'),
  )

test('a new NIC in front does not take the MAC address of another', () => {
  const [lan, dmz] = [bridge('br0'), network('dmz')]
  const before = vm.nic(lan, dmz)
  const [first, second] = macs(before)
  const { pairs } = paired(before, vm.nic(network('new'), lan, dmz), 'interface')
  assert.equal(pairs.slice(1), [
    [first, first],
    [second, second],
  ])
  assert.is(pairs[0]![1], undefined)
  assert.not(macs(before).includes(pairs[0]![0]))
})

test('two NICs of one bridge are distinguished by what the program says about them', () => {
  const [plain, fast] = [bridge('br0').model('e1000'), bridge('br0').model('virtio')]
  const [first, second] = macs(vm.nic(plain, fast))
  assert.equal(paired(vm.nic(plain, fast), vm.nic(fast, plain), 'interface').pairs, [
    [second, second],
    [first, first],
  ])
  assert.equal(
    paired(vm.nic(fast), vm.nic(bridge('br0'), fast), 'interface').pairs[1]![1],
    macs(vm.nic(fast))[0],
  )
})

test.run()
