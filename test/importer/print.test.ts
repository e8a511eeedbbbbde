// Imported programs are printed as the code formatter Biome prints them.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Chain, type Code, literal } from '../../src/importer/code.ts'
import { print } from '../../src/importer/print.ts'

const test = suite('importer: print')

const chain = (factory: string, args: readonly Code[], ...calls: readonly Chain[]): Chain => ({
  kind: 'chain',
  factory,
  args,
  calls: calls.map(one => ({ method: one.factory, args: one.args, comments: [] })),
})
const list = (...items: readonly Code[]): Code => ({ kind: 'list', items })
const record = (entries: Readonly<Record<string, Code>>): Code => ({
  kind: 'record',
  entries: Object.entries(entries).map(([key, value]) => ({ key, value, comments: [] })),
})
const text = (value: string): Code => literal(value)
const withArgument = (arg: Code): string =>
  print(chain('domain', [text('a')], chain('hvm', []), chain('disk', [arg])))

for (const [name, argument, printed] of [
  ['a chain', chain('file', [text('/a')], chain('boot', [literal(1)])), "file('/a').boot(1)"],
  ['a list', list(text('a')), "['a']"],
  ['a record', record({ a: text('b') }), "{ a: 'b' }"],
] as const)
  test(`${name} of simple values stays on the line of the calls`, () => {
    assert.is(withArgument(argument), `domain('a').hvm().disk(${printed})`)
  })

for (const [name, argument, printed] of [
  ['a call', chain('cell', [chain('GiB', [literal(1)])]), 'cell(GiB(1))'],
  ['a list', record({ arg: list(text('a')) }), "{ arg: ['a'] }"],
  ['a record', record({ a: record({ b: literal(1) }) }), '{ a: { b: 1 } }'],
] as const)
  test(`${name} with values inside an argument puts each call on its own line`, () => {
    assert.is(withArgument(argument), `domain('a')\n  .hvm()\n  .disk(${printed})`)
  })

test('a long text follows on the line below its key, unless the key is short', () => {
  const path = `/${'x'.repeat(98)}`
  assert.is(
    print(record({ path: text(path), nvram: text(path) })),
    `{\n  path: '${path}',\n  nvram:\n    '${path}',\n}`,
  )
})

test.run()
