import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lookup } from '../../src/schema/core/lookup.ts'
import { INHERITED } from '../support/hostile.ts'

const test = suite('lookup')

test('finds the own keys of a table', () => {
  assert.is(lookup({ ide: 4 }, 'ide'), 4)
  assert.is(lookup({ constructor: 4 }, 'constructor'), 4)
  assert.is(lookup({ ['__proto__']: 4 }, '__proto__'), 4)
})

test('does not find inherited keys', () => {
  for (const key of INHERITED) assert.is(lookup({ ide: 4 }, key), undefined, key)
})

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => ({ file, text: readFileSync(`${src}${file}`, 'utf8') }))
const TABLE = /^(export )?const (\w+): (?:Readonly<)?Record<string,/gm
const tablesIn = (text: string) =>
  [...text.matchAll(TABLE)].map(([, isExported, name]) => ({ isExported, name }))
const exported = new Set(
  sources.flatMap(({ text }) =>
    tablesIn(text).flatMap(({ isExported, name }) => (isExported ? name : [])),
  ),
)

/** The lines that index a table with a variable key, for tables that the file declares or imports. */
function directAccesses(text: string): readonly string[] {
  const imported = [...text.matchAll(/^import [\s\S]*? from /gm)].flatMap(([all]) =>
    (all.match(/\w+/g) ?? []).filter(name => exported.has(name)),
  )
  const names = [...tablesIn(text).map(({ name }) => name), ...imported].join('|')
  if (names === '') return []
  const indexed = new RegExp(String.raw`(?<![\w.])(${names})\[(?!['"\d])`)
  const searched = new RegExp(String.raw`(?<!for \(const \w+) in (${names})\b`)
  return text
    .split('\n')
    .filter(line => !/^\s*(\*|\/\/|\/\*)/.test(line) && (indexed.test(line) || searched.test(line)))
}

test('the source reads tables only through lookup', () => {
  assert.ok(exported.has('namespaces'))
  assert.equal(
    directAccesses('const T: Record<string, string> = {}\nif (key in T) T[key]').length,
    1,
  )
  const wrong = sources.flatMap(({ file, text }) =>
    directAccesses(text).map(line => `${file}: ${line.trim()}`),
  )
  assert.equal(wrong, [])
})

test.run()
