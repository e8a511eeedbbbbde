import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { unchecked, domain as vm } from '../../../src/index.ts'
import { domain } from '../../../src/schema/domain/domain.ts'
import { contentOf, isAlike } from '../../../src/tree/merge/content.ts'
import { matchTrees } from '../../../src/tree/merge/match.ts'
import { type Change, merge } from '../../../src/tree/merge/merge.ts'
import type { Node } from '../../../src/tree/node.ts'
import { emit } from '../../../src/xml/emit.ts'
import { read } from '../../../src/xml/read.ts'
import { nodeOf } from '../../support/builders.ts'
import { trees } from '../../support/trees.ts'

const test = suite('tree: merge')

const parse = (inner: string): Node => read(`<domain type="kvm">${inner}</domain>`, domain).node!

/** The changes between two versions, applied to a third one. */
function merged(base: Node, next: Node, target: Node, original?: Node) {
  const originalOf = original && matchTrees(base, original)
  return merge({
    base,
    next,
    target,
    baseOf: matchTrees(next, base),
    targetOf: matchTrees(base, target),
    ...(originalOf && { originalOf }),
  })
}

const texts = (changes: readonly Change[]): readonly string[] =>
  changes.map(
    ({ kind, path, before, after, isConflict }) =>
      `${isConflict ? 'conflict: ' : ''}${kind} ${path}${[before, after].map(part => (typeof part === 'string' ? ` ${part}` : '')).join(' →')}`,
  )

const runs = Number(process.env.MERGES ?? 50)

test('the changes between two versions, applied to the first, give the second', () => {
  fc.assert(
    fc.property(trees(domain, 3), trees(domain, 3), ({ node: a }, { node: b }) => {
      const { node } = merged(a, b, a)
      assert.equal(contentOf(node), contentOf(b))
    }),
    { numRuns: runs },
  )
})

test('a list of one empty text is not an empty list', () => {
  const [one, none] = [parse('<os><initarg></initarg></os>'), parse('<os/>')]
  assert.equal(contentOf(merged(one, none, one).node), contentOf(none))
  assert.equal(contentOf(merged(none, one, none).node), contentOf(one))
})

test('a version and itself differ in nothing, and any definition stays as it is', () => {
  fc.assert(
    fc.property(trees(domain, 3), trees(domain, 3), ({ node: a }, { node: target }) => {
      const { node, changes } = merged(a, a, target)
      assert.equal(changes, [])
      assert.is(node, target)
    }),
    { numRuns: runs },
  )
})

test('a change that the definition already has is not a change', () => {
  fc.assert(
    fc.property(trees(domain, 3), trees(domain, 3), ({ node: a }, { node: b }) => {
      const again = merged(a, b, merged(a, b, a).node)
      assert.ok(isAlike(again.node, b))
    }),
    { numRuns: runs },
  )
})

const disk = (target: string, source: string, more = ''): string =>
  `<disk type="file"><source file="${source}"/><target dev="${target}"/>${more}</disk>`
const address = (slot: string): string =>
  `<address type="pci" domain="0x0000" bus="0x00" slot="${slot}" function="0x0"/>`
const devices = (...list: readonly string[]): Node => parse(`<devices>${list.join('')}</devices>`)

const host = devices(
  '<controller type="usb" index="0" model="piix3-uhci"/>',
  disk('vda', '/a', address('0x04')),
  disk('vdb', '/b', address('0x05')),
  '<input type="mouse" bus="ps2"/>',
)

test('everything that libvirt filled in stays as it is', () => {
  const { node, changes } = merged(
    devices(disk('vda', '/a'), disk('vdb', '/b')),
    devices(disk('vdc', '/c'), disk('vdb', '/b', '<readonly/>'), disk('vda', '/a')),
    host,
  )
  assert.equal(texts(changes), [
    'added devices/disk[vdc] →',
    'added devices/disk[vdb]/readonly → true',
  ])
  assert.is(
    emit(node),
    emit(
      devices(
        '<controller type="usb" index="0" model="piix3-uhci"/>',
        disk('vda', '/a', address('0x04')),
        disk('vdb', '/b', `<readonly/>${address('0x05')}`),
        disk('vdc', '/c'),
        '<input type="mouse" bus="ps2"/>',
      ),
    ),
  )
})

test('a device that only the host has is never removed', () => {
  const { node, changes } = merged(devices(disk('vda', '/a')), devices(), host)
  assert.equal(texts(changes), ['removed devices/disk[vda] →'])
  assert.match(emit(node), 'dev="vdb"')
})

test('a size in another unit, a number in another base, and a set in another order are no change', () => {
  const one = parse(
    '<memory unit="GiB">2</memory><vcpu cpuset="0-2,^1">2</vcpu><uuid>D7447DDDF64C518383BF69F2BF621007</uuid>',
  )
  const other = parse(
    '<memory unit="KiB">2097152</memory><vcpu cpuset="2,0">02</vcpu><uuid>d7447ddd-f64c-5183-83bf-69f2bf621007</uuid>',
  )
  assert.equal(merged(one, other, one).changes, [])
  const more = parse('<memory unit="GiB">4</memory>')
  const { node, changes } = merged(parse('<memory unit="GiB">2</memory>'), more, other)
  assert.equal(texts(changes), ['changed memory/value 2097152 KiB → 4 GiB'])
  assert.match(emit(node), '<memory unit="GiB">4</memory>')
})

const vcpu = (count: number): Node => parse(`<vcpu>${count}</vcpu>`)

test('a part that a program leaves out although vmc requires it counts as missing', () => {
  const input = (type: unknown): Node =>
    nodeOf(
      vm('a')
        .hvm()
        .input({ type: type as never, bus: 'usb' }),
    )
  const content = contentOf(input(unchecked()))
  assert.not(content.some(text => text.startsWith('devices/input/type')))
  assert.ok(content.includes('devices/input/bus=usb'))
})

test('a part that both sides changed is a conflict, and stays as the definition has it', () => {
  const { node, changes } = merged(vcpu(2), vcpu(4), vcpu(3), vcpu(2))
  assert.equal(texts(changes), ['conflict: changed vcpu/value 3 → 4'])
  assert.ok(isAlike(node, vcpu(3)))
})

test('the same change on both sides is not a conflict', () => {
  assert.equal(merged(vcpu(2), vcpu(4), vcpu(4), vcpu(2)).changes, [])
})

test('a device that the program removes, and others changed, is a conflict', () => {
  const [before, after] = [disk('vda', '/a'), disk('vda', '/other')]
  const { node, changes } = merged(devices(before), devices(), devices(after), devices(before))
  assert.equal(texts(changes), ['conflict: removed devices/disk[vda] →'])
  assert.match(emit(node), '/other')
})

test('a device that others removed, and the program changes, is a conflict', () => {
  const next = devices(disk('vda', '/a', '<readonly/>'))
  const { node, changes } = merged(
    devices(disk('vda', '/a')),
    next,
    devices(),
    devices(disk('vda', '/a')),
  )
  assert.equal(texts(changes), ['conflict: added devices/disk[vda] →'])
  assert.not.match(emit(node), '<disk')
})

test('a part that the definition never had, because libvirt dropped it, is not a conflict', () => {
  const cpu = (model: string): Node => parse(`<cpu mode="custom">${model}</cpu>`)
  const dropped = cpu('')
  const [before, after] = ['<model fallback="allow"/>', '<model>core2duo</model>'].map(cpu)
  const { node, changes } = merged(before!, after!, dropped, dropped)
  assert.equal(
    changes.map(({ path, isConflict }) => [path, isConflict]),
    [['cpu/model', false]],
  )
  assert.match(emit(node), 'core2duo')
})

test('a list whose order has a meaning is compared as a whole', () => {
  const boot = (...order: readonly string[]): Node =>
    parse(`<os><type>hvm</type>${order.map(dev => `<boot dev="${dev}"/>`).join('')}</os>`)
  const { node, changes } = merged(boot('hd', 'cdrom'), boot('cdrom', 'hd'), boot('hd', 'cdrom'))
  assert.equal(texts(changes), ['changed os/boot dev=hd, dev=cdrom → dev=cdrom, dev=hd'])
  assert.is(emit(node), emit(boot('cdrom', 'hd')))
})

test('the metadata of others stays when the program adds or removes metadata', () => {
  const metadata = (...names: readonly string[]): Node =>
    parse(`<metadata>${names.map(name => `<a:${name} xmlns:a="urn:a"/>`).join('')}</metadata>`)
  const { node, changes } = merged(metadata('own'), metadata('next'), metadata('other', 'own'))
  assert.equal(
    changes.map(({ kind, path }) => `${kind} ${path}`),
    ['added metadata', 'removed metadata'],
  )
  assert.is(emit(node), emit(metadata('other', 'next')))
})

test.run()
