// No message contains a missing value such as "undefined": each example is checked without each of its attributes and elements,
// and with each attribute and text empty.
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { rightVersion, wrongVersion } from '../../src/check/example.ts'
import type { Policy } from '../../src/check/policy.ts'
import { validate } from '../../src/check/validator.ts'
import { rules } from '../../src/rules/all.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

const test = suite('messages')

// "null" is also a type of NICs and character devices, in a list of types.
const MISSING = /\b(undefined|NaN)\b|(?<!, )\bnull\b(?!,)|\[object/

for (const { slug, example } of rules) {
  if (example.xml === undefined) continue
  const { hosts = {}, target = {} } = example
  // Policies are compared by identity: with the same one, the index of the rules is made once.
  const policy =
    example.hosts || example.target ? { ...standardPolicy, hosts, target } : standardPolicy
  test(`messages of ${slug} contain no missing value`, () => {
    for (const version of [wrongVersion(example), rightVersion(example)]) {
      for (const xml of variants(version.xml!)) {
        for (const { code, message, help = '' } of findingsIn(xml, policy)) {
          assert.not.match(message, MISSING, `${code} of ${xml}`)
          assert.not.match(help, MISSING, `${code} of ${xml}`)
        }
      }
    }
  })
}

/** A document, and its copies in which one attribute, element or text is left out or empty. */
function variants(xml: string): readonly string[] {
  const attributes = [...xml.matchAll(/\s[\w:-]+="([^"]*)"/g)].flatMap(
    ({ 0: part, 1: value, index }) => [
      without(xml, index, index + part.length),
      without(xml, index + part.length - 1 - value!.length, index + part.length - 1),
    ],
  )
  const texts = [...xml.matchAll(/>([^<]*\S[^<]*)</g)].map(({ 1: text, index }) =>
    without(xml, index + 1, index + 1 + text!.length),
  )
  return [
    xml,
    ...attributes,
    ...texts,
    ...elementsOf(xml).map(([from, to]) => without(xml, from, to)),
  ]
}

const without = (text: string, from: number, to: number): string =>
  text.slice(0, from) + text.slice(to)

/** Where each element starts and ends. */
function elementsOf(xml: string): readonly (readonly [number, number])[] {
  const open: number[] = []
  const found: [number, number][] = []
  for (const { 0: tag, index } of xml.matchAll(/<(\/?)[\w:-]+(?:[^>"]|"[^"]*")*?(\/?)>/g)) {
    if (tag.endsWith('/>')) found.push([index, index + tag.length])
    else if (!tag.startsWith('</')) open.push(index)
    else found.push([open.pop()!, index + tag.length])
  }
  return found
}

function findingsIn(xml: string, policy: Policy) {
  const nodes = documentsOf(xml)
  return nodes ? validate(nodes, policy) : []
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
