import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { AnyCursor, DomainCursor } from '../../src/check/cursor.ts'
import { cursorOf } from '../../src/check/element-cursor.ts'
import { activeRules } from '../../src/check/policy.ts'
import { domainTypesOf, type Rule } from '../../src/check/rule.ts'
import { RuleMemo } from '../../src/check/rule-memo.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'
import { FingerprintIndex } from '../../src/tree/fingerprint.ts'
import type { Node } from '../../src/tree/node.ts'
import { documents, nodeIn, variants } from '../support/alike.ts'
import { elementsOf } from '../support/rule-elements.ts'
import { checkFleet } from '../support/validate.ts'

const test = suite('check: rule memo')

const rules = activeRules(standardPolicy)
const stateless = rules.filter(rule => rule.check)
const context = { target: {}, hosts: {} }

const applies = (rule: Rule, domain: DomainCursor): boolean =>
  domainTypesOf(rule.for)?.includes(domain.text('type') ?? '') ?? true

const findingsOf = (
  rule: Rule,
  elements: readonly AnyCursor[],
  domain: DomainCursor,
): readonly string[] =>
  elements.flatMap(element =>
    [...rule.check!(element, { ...context, domain })].map(one => `${rule.slug} ${one.message}`),
  )

// Runs every rule on every element, without index and memo.
function runAll(node: Node): readonly string[] {
  const domain = cursorOf(node)
  return stateless
    .filter(rule => applies(rule, domain))
    .flatMap(rule => findingsOf(rule, elementsOf(rule, domain).flat(), domain))
}

function run(memo: RuleMemo, fingerprints: FingerprintIndex, node: Node) {
  const found: string[] = []
  let runs = 0
  memo.runOn(node, fingerprints.match(node), ({ rule }, elements, domain) => {
    if (!rule.check) return false
    const own = findingsOf(rule, elements.flat(), domain)
    found.push(...own)
    runs++
    return own.length > 0
  })
  return { found, runs }
}

/** Each document, read twice: a match compares two trees. */
const originals = documents.map(xml => [...nodeIn(xml), ...nodeIn(xml)])

/** A quarter of the documents for each variant, in turn; all of them in `npm run conformance`. */
const shareOf = (variant: number) =>
  [...documents.entries()].filter(
    ([index]) => process.env.CORPUS_STEP !== undefined || index % 4 === variant % 4,
  )

for (const [variant, [how, vary]] of Object.entries(variants).entries()) {
  const share = shareOf(variant)

  test(`finds the same as a run of all rules in a domain that matches an earlier one, ${how}`, () => {
    let skipped = 0
    for (const [index, xml] of share) {
      const memo = new RuleMemo(stateless)
      const fingerprints = new FingerprintIndex()
      // The first domain has no match, and the memo learns from the second.
      for (const node of originals[index]!) run(memo, fingerprints, node)
      for (const node of nodeIn(vary(xml))) {
        const { found, runs } = run(memo, fingerprints, node)
        assert.equal([...found].sort(), [...runAll(node)].sort(), xml)
        skipped += stateless.length - runs
      }
    }
    assert.ok(skipped > (share.length * stateless.length) / 3, `${skipped} were skipped`)
  })

  test(`stateful checks find the same with and without a memo, ${how}`, () => {
    const fleet = share.flatMap(([index, xml]) => [
      ...originals[index]!,
      ...[vary(xml), vary(xml)].flatMap(nodeIn),
    ])
    const stateful = rules.filter(rule => rule.createCheck)
    const codes = new Set(stateful.map(({ code }) => code))
    const found = checkFleet(fleet).filter(({ code }) => codes.has(code))
    const expected = stateful.flatMap(rule => {
      const { check, end } = rule.createCheck!(context)
      const each = fleet.map(node => cursorOf(node)).filter(domain => applies(rule, domain))
      const findings = each.flatMap(domain =>
        elementsOf(rule, domain)
          .flat()
          .flatMap(element => [...check(element, { ...context, domain })]),
      )
      return [...findings, ...(end?.() ?? [])].map(one => `${rule.code} ${one.message}`)
    })
    assert.ok(expected.length > 100)
    assert.equal(found.map(({ code, message }) => `${code} ${message}`).sort(), expected.sort())
  })
}

test.run()
