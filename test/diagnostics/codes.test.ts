import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes } from '../../src/diagnostics/codes.ts'

const test = suite('diagnostics: codes')

const entries = Object.entries(codes)

test('every code is of a family and stands in order', () => {
  for (const [code] of entries) assert.match(code, /^VMC[1-4]\d{3}$/)
  const names = entries.map(([code]) => code)
  assert.equal(names, [...names].sort())
})

for (const [code, { severity, title, help, wrong, right }] of entries)
  test(`${code} says what it means, what to do, and shows it wrong and right`, () => {
    assert.ok(['error', 'warning', 'info'].includes(severity))
    assert.match(title, /^\p{L}[^.]{8,60}$/u)
    assert.match(help, /^(\p{Lu}|vmc |libvirt ).{15,}\.$/u)
    assert.ok(wrong.length > 2 && right.length > 2)
    assert.is.not(wrong, right)
  })

test('no two codes have a title or a help in common', () => {
  for (const part of ['title', 'help'] as const)
    assert.is(new Set(entries.map(([, facts]) => facts[part])).size, entries.length)
})

test.run()
