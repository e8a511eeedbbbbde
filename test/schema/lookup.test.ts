import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { lookup } from '../../src/schema/core/lookup.ts'
import { INHERITED } from '../support/hostile.ts'

const test = suite('lookup')

test('a table has the keys that were given to it', () => {
  assert.is(lookup({ ide: 4 }, 'ide'), 4)
  assert.is(lookup({ constructor: 4 }, 'constructor'), 4)
  assert.is(lookup({ ['__proto__']: 4 }, '__proto__'), 4)
})

test('a table has no key that every object inherits', () => {
  for (const word of INHERITED) assert.is(lookup({ ide: 4 }, word), undefined, word)
})

const src = fileURLToPath(new URL('../../src/', import.meta.url))
const sources = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.ts'))
  .map(file => ({ file, text: readFileSync(`${src}${file}`, 'utf8') }))
const TABLE = /^(export )?const (\w+): (?:Readonly<)?Record<string,/gm
const tablesIn = (text: string) => [...text.matchAll(TABLE)].map(([, out, name]) => ({ out, name }))
const exported = new Set(
  sources.flatMap(({ text }) => tablesIn(text).flatMap(({ out, name }) => (out ? name : []))),
)

/** Lines that ask a table of the file, or one that it imports, for the value of a variable. */
function askedDirectly(text: string): readonly string[] {
  const imported = [...text.matchAll(/^import [\s\S]*? from /gm)].flatMap(([all]) =>
    (all.match(/\w+/g) ?? []).filter(name => exported.has(name)),
  )
  const names = [...tablesIn(text).map(({ name }) => name), ...imported].join('|')
  if (names === '') return []
  const asked = new RegExp(String.raw`(?<![\w.])(${names})\[(?!['"\d])`)
  const sought = new RegExp(String.raw`(?<!for \(const \w+) in (${names})\b`)
  return text
    .split('\n')
    .filter(line => !/^\s*(\*|\/\/|\/\*)/.test(line) && (asked.test(line) || sought.test(line)))
}

test('every table of words is asked by lookup', () => {
  assert.ok(exported.has('namespaces'))
  assert.equal(
    askedDirectly('const T: Record<string, string> = {}\nif (key in T) T[key]').length,
    1,
  )
  const wrong = sources.flatMap(({ file, text }) =>
    askedDirectly(text).map(line => `${file}: ${line.trim()}`),
  )
  assert.equal(wrong, [])
})

test.run()
