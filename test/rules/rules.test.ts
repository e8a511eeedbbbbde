import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkRule } from '../../src/build/check-rule.ts'
import { rules } from '../../src/rules/all.ts'

const test = suite('rules')

const folder = new URL('../../src/rules/', import.meta.url)
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
  /[\\/].+\.ts$/.test(file),
)

test('the list has the rule of every file, in the order of the codes', () => {
  const slugs = rules.map(rule => `${rule.slug}.ts`)
  assert.equal([...slugs].sort(), files.map(file => basename(file)).sort())
  const codes = rules.map(rule => rule.code)
  assert.equal(codes, [...new Set(codes)].sort())
})

test('every title, help and slug is different', () => {
  for (const part of ['title', 'help', 'slug'] as const)
    assert.is(new Set(rules.map(rule => rule[part])).size, rules.length)
})

for (const rule of rules) {
  const { code, slug, title, help, severity, source } = rule
  test(`${code} ${slug} has a title, a help and a source`, () => {
    assert.match(code, /^VMC2\d{3}$/)
    assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/)
    assert.ok(['error', 'warning', 'info'].includes(severity))
    assert.match(title, /^[\p{L}<][^.]{8,60}$/u)
    assert.match(help, /^(\p{Lu}|vmc |libvirt ).{15,}\.$/u)
    assert.match(source, /^\S.{5,}/)
    assert.is(source, source.trim())
  })

  test(`${code} ${slug} finds the problem in the wrong version of its example, and nothing in the right one`, () =>
    assert.equal(checkRule(rule), []))
}

test.run()
