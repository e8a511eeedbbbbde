import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Memo } from '../../src/importer/memo.ts'
import { domain } from '../../src/schema/domain/domain.ts'
import type { Node } from '../../src/tree/node.ts'
import { read } from '../../src/xml/read.ts'

const test = suite('importer: memo')

const nodeOf = (content: string): Node =>
  read(`<domain type="kvm">${content}</domain>`, domain).node!

test('a node with the same content at another place has the same result', () => {
  const memo = new Memo<object>()
  const disk = '<devices><disk type="file"><source file="/a"/><!-- data --></disk></devices>'
  const made = memo.get(nodeOf(disk), () => ({}))
  assert.is(
    memo.get(nodeOf(`\n\n${disk}`), () => ({})),
    made,
  )
})

const pairs: Readonly<Record<string, readonly [string, string]>> = {
  value: ['<name>a</name>', '<name>b</name>'],
  field: ['<name>a</name>', '<title>a</title>'],
  'number and text': ['<vcpu>1</vcpu>', '<vcpu>01</vcpu>'],
  boolean: ['<os><bios useserial="yes"/></os>', '<os><bios useserial="no"/></os>'],
  'quotes in a text': ['<name>a</name><title>b</title>', '<name>a","title=b</name>'],
  list: [
    '<os><boot dev="hd"/><boot dev="cdrom"/></os>',
    '<os><boot dev="cdrom"/><boot dev="hd"/></os>',
  ],
  'nested element': ['<clock><timer name="a"/></clock>', '<clock/>'],
  comment: ['<name>a</name>', '<!-- a --><name>a</name>'],
  'place of a comment': ['<!-- a --><name>a</name>', '<name>a</name><!-- a -->'],
  'unknown attribute': ['<os new="a"/>', '<os new="b"/>'],
  'attributes of a text': ['<title>a</title>', '<title lang="en">a</title>'],
}

for (const [what, [one, other]] of Object.entries(pairs)) {
  test(`nodes that differ in a ${what} have results of their own`, () => {
    const memo = new Memo<string>()
    assert.is(
      memo.get(nodeOf(one), () => 'one'),
      'one',
    )
    assert.is(
      memo.get(nodeOf(other), () => 'other'),
      'other',
    )
  })
}

test('only some thousand results are remembered, and none for a long content', () => {
  const memo = new Memo<number>()
  const count = (content: string): number => {
    let made = 0
    memo.get(nodeOf(content), () => ++made)
    return made
  }
  assert.is(count('<name>first</name>'), 1)
  assert.is(count('<name>first</name>'), 0)
  for (let nth = 0; nth < 5000; nth++) count(`<name>${nth}</name>`)
  assert.is(count('<name>first</name>'), 1)
  const long = `<description>${'a'.repeat(2000)}</description>`
  assert.is(count(long), 1)
  assert.is(count(long), 1)
})

test.run()
