import { readdirSync, readFileSync } from 'node:fs'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fill } from '../../src/compiler/fill.ts'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import * as libvmc from '../../src/index.ts'
import type { Node } from '../../src/tree/node.ts'
import { type Policy, standard, type Target } from '../../src/validate/policy.ts'
import { rules } from '../../src/validate/rules/index.ts'
import type { Example, Rule } from '../../src/validate/rules/rule.ts'
import { validate } from '../../src/validate/validate.ts'
import { nodeOf, readDomain, told } from '../support/builders.ts'

const test = suite('validate: rules')

const folder = new URL('../../src/validate/rules/', import.meta.url)

/** The domains of an example: what stands in a domain, with what every domain has around it, or whole domains. */
function read(xml: string): readonly Node[] {
  const whole = xml.match(/<domain [\s\S]*?<\/domain>/g) ?? [
    `<domain type="kvm">${has(xml, 'name') ? '' : '<name>fv0</name>'}${has(xml, 'memory') ? '' : '<memory unit="GiB">1</memory>'}${has(xml, 'os') ? '' : '<os><type>hvm</type></os>'}${xml}</domain>`,
  ]
  return whole.map(text => {
    const { node, diagnostics } = readDomain(text)
    assert.equal(told(diagnostics), [], text)
    return node!
  })
}

// Is it at the outermost level? Others hold a <memory> too.
const has = (xml: string, name: string): boolean =>
  new RegExp(`<${name}[ >]`).test(xml.replace(/<(devices|numatune)>[\s\S]*<\/\1>/g, ''))

/** The domains of an example in TypeScript: what follows a domain, or a list of them. */
function run(ts: string): readonly Node[] {
  const names = Object.keys(libvmc)
  const memory = ts.includes('.memory(') ? '' : '.memory(GiB(1))'
  const program = `return ${ts.startsWith('.') ? `domain('fv0').hvm()${memory}${ts}` : ts}`
  const built = new Function(...names, program)(...Object.values(libvmc))
  return fill([built].flat().map(nodeOf))
}

/** What an example is held against: its hosts, and releases that the rule is about. */
const policyFor = ({ since, until }: Rule, { hosts = {} }: Example): Policy => ({
  ...standard,
  hosts,
  target: { ...(until && mapped(until, () => '0.0.0')), ...since },
})
const mapped = (target: Target, to: () => string): Target =>
  Object.fromEntries(Object.keys(target).map(key => [key, to()]))

const codesOf = (found: readonly Diagnostic[]): readonly string[] => [
  ...new Set(found.map(one => one.code)),
]

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
  const { code, slug, title, help, severity, wrong, right } = rule
  test(`${code} ${slug} says what it means and what to do`, () => {
    assert.match(code, /^VMC2\d{3}$/)
    assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/)
    assert.ok(['error', 'warning', 'info'].includes(severity))
    assert.match(title, /^\p{L}[^.]{8,60}$/u)
    assert.match(help, /^(\p{Lu}|vmc |libvirt ).{15,}\.$/u)
    assert.match(readFileSync(new URL(`${slug}.ts`, folder), 'utf8'), /\/\*\* .*[.:]/)
  })

  const examples = (of: 'xml' | 'ts') => [wrong[of], right[of]] as const
  const check = (domains: (example: string) => readonly Node[], of: 'xml' | 'ts') => {
    const [bad, good] = examples(of)
    const found = validate(domains(bad!), policyFor(rule, wrong))
    assert.equal(codesOf(found), [code], told(found).join('\n'))
    for (const { message, path, line } of found) {
      assert.match(message, /^[^A-Z\s]|^[A-Z"<]/)
      assert.match(path, /^domain/)
      assert.ok(line, `${message} has a place`)
    }
    assert.equal(told(validate(domains(good!), policyFor(rule, right))), [])
  }

  test(`${code} ${slug} has an example`, () => assert.ok(wrong.xml ?? wrong.ts))
  if (wrong.xml !== undefined)
    test(`${code} ${slug} finds what is wrong in its XML, and nothing in the right one`, () =>
      check(read, 'xml'))
  if (wrong.ts !== undefined)
    test(`${code} ${slug} finds what is wrong in its TypeScript, and nothing in the right one`, () =>
      check(run, 'ts'))
}

test.run()
