import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkRule } from '../../src/compiler/check-rule.ts'
import { rules } from '../../src/validate/rules/index.ts'

const test = suite('validate: rules')

const folder = new URL('../../src/validate/rules/', import.meta.url)

test('the list has every file of the folder, in the order of the codes', () => {
  const files = readdirSync(folder).filter(file => !['rule.ts', 'index.ts'].includes(file))
  const slugs = rules.map(rule => `${rule.slug}.ts`)
  assert.equal([...slugs].sort(), files.sort())
  const codes = rules.map(rule => rule.code)
  assert.equal(codes, [...new Set(codes)].sort())
})

test('no two rules have a title or a help in common', () => {
  for (const part of ['title', 'help', 'slug'] as const)
    assert.is(new Set(rules.map(rule => rule[part])).size, rules.length)
})

for (const rule of rules) {
  const { code, slug, title, help, severity } = rule
  test(`${code} ${slug} says what it means and what to do`, () => {
    assert.match(code, /^VMC2\d{3}$/)
    assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/)
    assert.ok(['error', 'warning', 'info'].includes(severity))
    assert.match(title, /^\p{L}[^.]{8,60}$/u)
    assert.match(help, /^(\p{Lu}|vmc |libvirt ).{15,}\.$/u)
    assert.match(readFileSync(new URL(`${slug}.ts`, folder), 'utf8'), /\/\*\* .*[.:]/)
  })

  test(`${code} ${slug} finds what is wrong in its examples, and nothing in the right ones`, () =>
    assert.equal(checkRule(rule), []))
}

test.run()
