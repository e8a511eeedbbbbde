import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { locateKey } from '../../src/diagnostics/locate-key.ts'

const test = suite<{ folder: string }>('diagnostics: locate key')

test.before(context => {
  context.folder = mkdtempSync(join(tmpdir(), 'vmc-locate-'))
})
test.after(({ folder }) => rmSync(folder, { recursive: true }))

/** The text from which a place in a source is on, the call being where the source says «. */
function found(folder: string, marked: string, ...trail: (string | number)[]): string {
  const source = marked.replace('«', '')
  const file = join(folder, 'infra.ts')
  writeFileSync(file, source)
  const before = marked.slice(0, marked.indexOf('«')).split('\n')
  const call = { file, line: before.length, column: before.at(-1)!.length + 1 }
  const place = locateKey(call, trail)
  return source.split('\n')[place.line - 1]!.slice(place.column - 1)
}

const FINDS: Readonly<Record<string, readonly [string, (string | number)[], string]>> = {
  'a key': ['.«disk({ a: 1 })', ['disk', 'a'], 'a: 1 })'],
  'a key below': ['.«disk({\n  a: {\n    b: 1,\n  } })', ['disk', 'a', 'b'], 'b: 1,'],
  'a quoted key': [".«disk({ 'a': 1 })", ['disk', 'a'], "'a': 1 })"],
  'a key that is a value too': ['.«disk({ a, b: 1 })', ['disk', 'a'], 'a, b: 1 })'],
  'the key of the right element': ['.«disk({ a: { b: 1 }, b: 2 })', ['disk', 'b'], 'b: 2 })'],
  'the key of the second argument': ['.«disk({ a: 1 }, { a: 2 })', ['disk', 1, 'a'], 'a: 2 })'],
  'the key of the second in a list': ['.«disk([{ a: 1 }, { a: 2 }])', ['disk', 1, 'a'], 'a: 2 }])'],
  'a key in a list in an object': [
    '.«devices({ disk: [{ a: 1 }, { a: 2 }] })',
    ['devices', 'disk', 1, 'a'],
    'a: 2 }] })',
  ],
  'a key behind comments, texts and brackets': [
    ".«disk({ /* a: 1 */ x: 'a: 1', // a: 2\n y: f({ a: 3 }, [1, 2]), z: c ? a : d, a: 4 })",
    ['disk', 'a'],
    'a: 4 })',
  ],
  'the nearest that stands there': ['.«disk({ a: other })', ['disk', 'a', 'b'], 'a: other })'],
  'a key in the object of a word': [
    '«usb({ bus: 1 })',
    ['hostdev', 'source', 'address', 'bus'],
    'bus: 1 })',
  ],
}

for (const [what, [source, trail, expected]] of Object.entries(FINDS))
  test(`finds ${what}`, ({ folder }) => assert.is(found(folder, source, ...trail), expected))

const STAYS: Readonly<Record<string, readonly [string, (string | number)[], string]>> = {
  'the method is the field': [".«bus('x')", ['target', 'bus'], "bus('x')"],
  'the key does not stand there': ['.«disk(other)', ['disk', 'a'], 'disk(other)'],
  'the key stands in another call': ['.«disk(f({ a: 1 }))', ['disk', 'a'], 'disk(f({ a: 1 }))'],
  'the key comes after the call': [
    '.«disk({}).nic({ a: 1 })',
    ['disk', 'a'],
    'disk({}).nic({ a: 1 })',
  ],
  'the list is made elsewhere': [
    '.«disk(...l, { a: 1 })',
    ['disk', 2, 'a'],
    'disk(...l, { a: 1 })',
  ],
  'the source ends early': ['.«disk({ b: ', ['disk', 'a'], 'disk({ b: '],
}

for (const [why, [source, trail, expected]] of Object.entries(STAYS))
  test(`stays at the call where ${why}`, ({ folder }) =>
    assert.is(found(folder, source, ...trail), expected))

test('stays at the call where the file cannot be read, or has no such line', ({ folder }) => {
  const gone = { file: join(folder, 'gone.ts'), line: 1, column: 1 }
  assert.is(locateKey(gone, ['a']), gone)
  writeFileSync(join(folder, 'short.ts'), 'disk({ a: 1 })')
  const past = { file: join(folder, 'short.ts'), line: 7, column: 1 }
  assert.is(locateKey(past, ['a']), past)
})

test.run()
