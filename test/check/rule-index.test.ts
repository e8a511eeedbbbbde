import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { cursorOf } from '../../src/check/element-cursor.ts'
import { activeRules } from '../../src/check/policy.ts'
import type { Rule } from '../../src/check/rule.ts'
import { pathsOf } from '../../src/check/rule-elements.ts'
import { RuleIndex } from '../../src/check/rule-index.ts'
import { domain as domainOf, GiB } from '../../src/index.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { type Element, elementOf } from '../../src/schema/core/element.ts'
import { domain as domainElement } from '../../src/schema/domain/domain.ts'
import { isStructural } from '../../src/tree/fingerprint.ts'
import { documents, nodeIn } from '../support/alike.ts'
import { nodeOf } from '../support/builders.ts'
import { elementsOf } from '../support/rule-elements.ts'

const test = suite('check: rule index')

const domain = cursorOf(
  nodeIn(`<domain type="kvm"><name>a</name><devices>
  <disk type="file"><auth username="u"/><encryption format="luks"/><target dev="vda"/></disk>
  <disk type="file"><target dev="vdb"/></disk>
</devices></domain>`)[0]!,
)
const disks = domain.each('devices/disk')

/** The elements that the index hands to a rule. */
function visited(part: Pick<Rule, 'on' | 'needs' | 'where'>): readonly unknown[] {
  const [rule] = activeRules(standardPolicy)
  const found: unknown[] = []
  const one: Rule = { ...rule!, for: 'all', ...part }
  new RuleIndex([one]).visit(domain, (_, elements) => found.push(...elements.flat()))
  const expected: readonly unknown[] = elementsOf(one, domain).flat()
  assert.ok(expected.length === found.length && expected.every((each, nth) => each === found[nth]))
  return found
}

test('a rule runs on the elements with one of the fields that it needs, once for each', () => {
  assert.is(visited({ on: 'devices/disk' }).length, 2)
  assert.ok(visited({ on: 'devices/disk', needs: ['auth', 'encryption'] })[0] === disks[0])
  assert.is(visited({ on: 'devices/disk', needs: ['auth', 'encryption'] }).length, 1)
  assert.is(visited({ on: 'devices/disk', needs: 'geometry' }).length, 0)
  assert.is(visited({ on: 'devices', needs: 'disk' }).length, 1)
})

test('a rule can need a field of an element below, or of any child', () => {
  assert.is(visited({ on: 'devices', needs: 'disk/auth/username' }).length, 1)
  assert.is(visited({ on: 'devices', needs: 'disk/auth/type' }).length, 0)
  assert.is(visited({ on: 'domain', needs: 'devices/*/auth' }).length, 1)
})

test('a rule runs on the elements with one of the values that it is about', () => {
  assert.ok(visited({ on: 'devices/disk', where: { 'target/dev': 'vdb' } })[0] === disks[1])
  assert.is(visited({ on: 'devices/disk', where: { 'target/dev': ['vda', 'vdb'] } }).length, 2)
  assert.is(visited({ on: 'devices/disk', where: { type: 'block' } }).length, 0)
  assert.is(visited({ on: 'devices/disk', needs: 'auth', where: { type: 'file' } }).length, 2)
  assert.is(visited({ on: 'domain', where: { 'devices/*/type': 'file' } }).length, 1)
})

test('a rule with several paths is visited once, with the elements of all', () => {
  assert.is(visited({ on: ['domain', 'devices/disk', 'devices/disk/target'] }).length, 5)
})

const conditional = activeRules(standardPolicy).filter(({ needs, where }) => needs || where)

test('a rule finds nothing in the elements without what it needs', () => {
  const rules = conditional.filter(({ check }) => check)
  assert.ok(rules.length > 130)
  for (const node of documents.flatMap(nodeIn)) {
    const all = cursorOf(node)
    for (const rule of rules) {
      const met = new Set<unknown>(elementsOf(rule, all).flat())
      for (const element of elementsOf({ ...rule, needs: [], where: {} }, all).flat()) {
        if (met.has(element)) continue
        const context = { target: {}, hosts: {}, domain: all }
        for (const { message } of rule.check!(element, context))
          assert.unreachable(`${rule.slug} needs nothing for: ${message}`)
      }
    }
  }
})

test('a stateful check finds the same without the elements that lack what it needs', () => {
  const stateful = conditional.filter(({ createCheck }) => createCheck)
  assert.ok(stateful.length > 1)
  const domains = documents.flatMap(nodeIn).map(node => cursorOf(node))
  for (const rule of stateful) {
    const findingsWith = (which: Rule): readonly string[] => {
      const { check, end } = rule.createCheck!({ target: {}, hosts: {} })
      const found = domains.flatMap(domain =>
        elementsOf(which, domain)
          .flat()
          .flatMap(one => [...check(one as never, { target: {}, hosts: {}, domain })]),
      )
      return [...found, ...(end?.() ?? [])].map(({ message }) => message)
    }
    const all = findingsWith({ ...rule, needs: [], where: {} })
    assert.ok(all.length > 0, rule.slug)
    assert.equal(findingsWith(rule), all)
  }
})

test('a rule about hosts finds nothing if the configuration declares none', () => {
  const node = nodeOf(domainOf('a').hvm().memory(GiB(64)).hugepages(GiB(1)).host('hv1'))!
  const about = activeRules(standardPolicy).filter(({ isAboutHosts }) => isAboutHosts)
  assert.equal(
    about.map(({ slug }) => slug),
    ['host-known', 'host-memory', 'host-hugepages'],
  )
  for (const rule of about) {
    const check = rule.check ?? rule.createCheck!({ target: {}, hosts: {} }).check
    const one = cursorOf(node)
    assert.equal([...check(one as never, { target: {}, hosts: {}, domain: one })], [])
  }
})

// The memo of rules does not see that a rule was skipped for a value, so domains that differ in it must not be alike.
test('the values that a rule is about are a part of the fingerprint', () => {
  for (const rule of conditional)
    for (const [path, values] of Object.entries(rule.where ?? {}))
      for (const { field, isDomain } of fieldsAt(pathsOf(rule), path))
        for (const value of [values].flat())
          assert.ok(isStructural(field, value, isDomain), `${rule.slug}: ${path} "${value}"`)
})

/** The attributes and texts at a path below elements of the schema. */
function fieldsAt(parents: readonly string[], path: string) {
  return parents.flatMap(parent => {
    const keys = [...(parent === 'domain' ? [] : parent.split('/')), ...path.split('/')]
    let owners: readonly Element[] = [domainElement]
    for (const key of keys.slice(0, -1)) owners = owners.flatMap(one => childrenOf(one, key))
    return owners.flatMap(owner => {
      const field = owner.fields[keys.at(-1)!]
      return field?.codec ? [{ field, isDomain: owner === domainElement }] : []
    })
  })
}

const childrenOf = ({ fields }: Element, key: string): readonly Element[] =>
  Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'child' && (key === '*' || key === name) ? [elementOf(field)] : [],
  )

test.run()
