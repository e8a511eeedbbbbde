import type { Test } from 'uvu'
import * as assert from 'uvu/assert'
import { xmlDomains } from '../../src/build/check-rule.ts'
import { rightVersion, wrongVersion } from '../../src/check/example.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

/** A rule, a part of its message, and a definition in which marks show the mistake, as in the example of a rule. */
export type Mistake = readonly [slug: string, message: string, xml: string]

/** Adds tests to a suite: the rule of each mistake reports it, and nothing in the corrected definition. */
export function testMistakes(test: Test, mistakes: readonly Mistake[]): void {
  for (const [slug, message, xml] of mistakes) {
    const found = (version: { readonly xml?: string }): readonly string[] =>
      validate(xmlDomains(version.xml!), standardPolicy)
        .filter(one => one.slug === slug)
        .map(one => one.message)
    test(`${slug}: ${message}`, () => {
      const wrong = found(wrongVersion({ xml }))
      assert.ok(
        wrong.some(one => one.includes(message)),
        wrong.join('\n') || 'nothing is found',
      )
      assert.equal(found(rightVersion({ xml })), [])
    })
  }
}
