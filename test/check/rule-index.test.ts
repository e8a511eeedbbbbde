import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { cursorOf } from '../../src/check/cursor.ts'
import { activeRules } from '../../src/check/policy.ts'
import type { Rule } from '../../src/check/rule.ts'
import { elementsOf, RuleIndex } from '../../src/check/rule-index.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { documents, nodeIn } from '../support/alike.ts'

const test = suite('check: rule index')

const domain = cursorOf(
  nodeIn(`<domain type="kvm"><name>a</name><devices>
  <disk type="file"><auth username="u"/><encryption format="luks"/><target dev="vda"/></disk>
  <disk type="file"><target dev="vdb"/></disk>
</devices></domain>`)[0]!,
)
const disks = domain.each('devices/disk')

/** The elements that the index hands to a rule. */
function visited(part: Pick<Rule, 'on' | 'needs'>): readonly unknown[] {
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

test('a rule with several paths is visited once, with the elements of all', () => {
  assert.is(visited({ on: ['domain', 'devices/disk', 'devices/disk/target'] }).length, 5)
})

test('a rule finds nothing in the elements without the fields that it needs', () => {
  const rules = activeRules(standardPolicy).filter(({ needs, check }) => needs && check)
  assert.ok(rules.length > 30)
  for (const node of documents.flatMap(nodeIn)) {
    const all = cursorOf(node)
    for (const rule of rules) {
      const having = new Set<unknown>(elementsOf(rule, all).flat())
      for (const element of elementsOf({ ...rule, needs: [] }, all).flat()) {
        if (having.has(element)) continue
        const context = { target: {}, hosts: {}, domain: all }
        for (const { message } of rule.check!(element, context))
          assert.unreachable(`${rule.slug} needs none of its fields for: ${message}`)
      }
    }
  }
})

test.run()
