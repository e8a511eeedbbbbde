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

/** The source text that starts at the located key. The call is at the « in the source. */
function found(folder: string, marked: string, ...keyPath: (string | number)[]): string {
  const source = marked.replace('«', '')
  const file = join(folder, 'infra.ts')
  writeFileSync(file, source)
  const before = marked.slice(0, marked.indexOf('«')).split('\n')
  const call = { file, line: before.length, column: before.at(-1)!.length + 1 }
  const location = locateKey(call, keyPath)
  return source.split('\n')[location.line - 1]!.slice(location.column - 1)
}

const FOUND: Readonly<Record<string, readonly [string, (string | number)[], string]>> = {
  'a key': ['.«disk({ a: 1 })', ['disk', 'a'], 'a: 1 })'],
  'a nested key': ['.«disk({\n  a: {\n    b: 1,\n  } })', ['disk', 'a', 'b'], 'b: 1,'],
  'a quoted key': [".«disk({ 'a': 1 })", ['disk', 'a'], "'a': 1 })"],
  'a shorthand property': ['.«disk({ a, b: 1 })', ['disk', 'a'], 'a, b: 1 })'],
  'the key of the right element': ['.«disk({ a: { b: 1 }, b: 2 })', ['disk', 'b'], 'b: 2 })'],
  'the key of the second argument': ['.«disk({ a: 1 }, { a: 2 })', ['disk', 1, 'a'], 'a: 2 })'],
  'the key of the second in a list': ['.«disk([{ a: 1 }, { a: 2 }])', ['disk', 1, 'a'], 'a: 2 }])'],
  'a key in a list in an object': [
    '.«devices({ disk: [{ a: 1 }, { a: 2 }] })',
    ['devices', 'disk', 1, 'a'],
    'a: 2 }] })',
  ],
  'a key after comments, strings and brackets': [
    ".«disk({ /* a: 1 */ x: 'a: 1', // a: 2\n y: f({ a: 3 }, [1, 2]), z: c ? a : d, a: 4 })",
    ['disk', 'a'],
    'a: 4 })',
  ],
  'the innermost key in the source': ['.«disk({ a: other })', ['disk', 'a', 'b'], 'a: other })'],
  'a key in the object of a factory': [
    '«usb({ bus: 1 })',
    ['hostdev', 'source', 'address', 'bus'],
    'bus: 1 })',
  ],
}

for (const [what, [source, keyPath, expected]] of Object.entries(FOUND))
  test(`finds ${what}`, ({ folder }) => assert.is(found(folder, source, ...keyPath), expected))

const NOT_FOUND: Readonly<Record<string, readonly [string, (string | number)[], string]>> = {
  'the method is the field': [".«bus('x')", ['target', 'bus'], "bus('x')"],
  'the source does not contain the key': ['.«disk(other)', ['disk', 'a'], 'disk(other)'],
  'the key is in a nested call': ['.«disk(f({ a: 1 }))', ['disk', 'a'], 'disk(f({ a: 1 }))'],
  'the key comes after the call': [
    '.«disk({}).nic({ a: 1 })',
    ['disk', 'a'],
    'disk({}).nic({ a: 1 })',
  ],
  'the list contains a spread': [
    '.«disk(...l, { a: 1 })',
    ['disk', 2, 'a'],
    'disk(...l, { a: 1 })',
  ],
  'the source ends early': ['.«disk({ b: ', ['disk', 'a'], 'disk({ b: '],
}

for (const [why, [source, keyPath, expected]] of Object.entries(NOT_FOUND))
  test(`returns the location of the call if ${why}`, ({ folder }) =>
    assert.is(found(folder, source, ...keyPath), expected))

test('returns the location of the call if the file cannot be read or is too short', ({
  folder,
}) => {
  const gone = { file: join(folder, 'gone.ts'), line: 1, column: 1 }
  assert.is(locateKey(gone, ['a']), gone)
  writeFileSync(join(folder, 'short.ts'), 'disk({ a: 1 })')
  const past = { file: join(folder, 'short.ts'), line: 7, column: 1 }
  assert.is(locateKey(past, ['a']), past)
})

test.run()
