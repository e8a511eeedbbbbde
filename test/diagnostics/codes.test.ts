import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes } from '../../src/diagnostics/codes.ts'

const test = suite('diagnostics: codes')

const entries = Object.entries(codes)

test('every code belongs to a family, and the codes are sorted', () => {
  for (const [code] of entries) assert.match(code, /^VMC[1-47]\d{3}$/)
  const names = entries.map(([code]) => code)
  assert.equal(names, [...names].sort())
})

for (const [code, { severity, title, help, wrong, right }] of entries)
  test(`${code} has a title, a help, and a wrong and a right example`, () => {
    assert.ok(['error', 'warning', 'info'].includes(severity))
    assert.match(title, /^\p{L}[^.]{8,60}$/u)
    assert.match(help, /^(\p{Lu}|vmc |libvirt ).{15,}\.$/u)
    assert.ok(wrong.length > 2 && right.length > 2)
    assert.is.not(wrong, right)
  })

test('every title and every help is unique', () => {
  for (const part of ['title', 'help'] as const)
    assert.is(new Set(entries.map(([, facts]) => facts[part])).size, entries.length)
})

test.run()
