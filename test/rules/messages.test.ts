// No message contains a missing value such as "undefined": each example is checked without each of its attributes and elements.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { rightVersion, wrongVersion } from '../../src/check/example.ts'
import { checkRules } from '../../src/check/validator.ts'
import { rules } from '../../src/rules/all.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

const test = suite('messages')

const MISSING = /\b(undefined|null|NaN)\b|\[object|""/

for (const { slug, example } of rules) {
  if (example.xml === undefined) continue
  test(`messages of ${slug} contain no missing value`, () => {
    for (const version of [wrongVersion(example), rightVersion(example)]) {
      for (const xml of variants(version.xml!)) {
        const hosts = example.hosts ?? {}
        for (const { code, message, help = '' } of findingsIn(xml, hosts)) {
          assert.not.match(message, MISSING, `${code} of ${xml}`)
          assert.not.match(help, MISSING, `${code} of ${xml}`)
        }
      }
    }
  })
}

/** A document, and its copies without one attribute or one leaf element. */
function variants(xml: string): readonly string[] {
  const parts = [
    ...xml.matchAll(/\s[\w-]+="[^"]*"|<([\w-]+)[^<>]*\/>|<([\w-]+)[^<>]*>[^<]*<\/\2>/g),
  ]
  return [
    xml,
    ...parts.map(({ 0: part, index }) => xml.slice(0, index) + xml.slice(index + part.length)),
  ]
}

function findingsIn(xml: string, hosts: typeof standardPolicy.hosts) {
  const nodes = documentsOf(xml)
  return nodes ? checkRules(nodes, { ...standardPolicy, hosts }) : []
}

// Without an attribute or element, a document can become invalid.
function documentsOf(xml: string) {
  try {
    return xmlDomains(xml)
  } catch (error) {
    if (error instanceof Error && /^VMC\d/.test(error.message)) return undefined
    throw error
  }
}

test.run()
