import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Node } from '../../src/tree/node.ts'
import { Shapes } from '../../src/tree/shape.ts'
import { Asked } from '../../src/validate/asked.ts'
import { isAbout } from '../../src/validate/concerned.ts'
import { spelled, top } from '../../src/validate/look.ts'
import { inForce, isDomainRule, isFleetRule, standard } from '../../src/validate/policy.ts'
import { obey } from '../../src/validate/validate.ts'
import { documents, nodeIn, variants } from '../support/alike.ts'

const test = suite('validate: asked')

const rules = inForce(standard).filter(isDomainRule)

// As if there were no shapes.
const askAll = (node: Node): readonly string[] => {
  const type = spelled(top(node), 'type')
  return rules
    .filter(rule => isAbout(rule, type))
    .flatMap(rule => [...rule.check(top(node), standard)].map(one => `${rule.slug} ${one.message}`))
}

function ask(
  asked: Asked,
  shapes: Shapes,
  node: Node,
): { readonly found: readonly string[]; times: number } {
  const found: string[] = []
  let times = 0
  asked.about(node, shapes.likenessOf(node), (rule, here) => {
    if (!isDomainRule(rule)) return false
    const own = [...rule.check(here, standard)].map(one => `${rule.slug} ${one.message}`)
    found.push(...own)
    times++
    return own.length > 0
  })
  return { found, times }
}

for (const [how, vary] of Object.entries(variants)) {
  test(`a domain of a known shape is told what all rules would tell, ${how}`, () => {
    let spared = 0
    for (const xml of documents) {
      const asked = new Asked(rules)
      const shapes = new Shapes()
      // The first is of no known shape, and the second is learnt from.
      for (const node of [...nodeIn(xml), ...nodeIn(xml)]) ask(asked, shapes, node)
      for (const node of nodeIn(vary(xml))) {
        const { found, times } = ask(asked, shapes, node)
        // In whatever order.
        assert.equal([...found].sort(), [...askAll(node)].sort(), xml)
        spared += rules.length - times
      }
    }
    assert.ok(spared > (documents.length * rules.length) / 3, `${spared} were spared`)
  })
}

for (const [how, vary] of Object.entries(variants)) {
  test(`rules about a fleet tell what they would tell of domains of no shape, ${how}`, () => {
    const fleet = documents.flatMap(xml => [xml, xml, vary(xml), vary(xml)].flatMap(nodeIn))
    const ofFleets = inForce(standard).filter(isFleetRule)
    const codes = new Set(ofFleets.map(({ code }) => code))
    const found = obey(fleet).filter(({ code }) => codes.has(code))
    const all = ofFleets.flatMap(rule => {
      const concerned = fleet.map(top).filter(here => isAbout(rule, spelled(here, 'type')))
      return [...rule.checkFleet(concerned, standard)].map(one => `${rule.code} ${one.message}`)
    })
    assert.ok(all.length > 100)
    assert.equal(found.map(({ code, message }) => `${code} ${message}`).sort(), all.sort())
  })
}

test.run()
