import { xmlDomains } from '../../src/build/check-rule.ts'
import type { Policy } from '../../src/check/policy.ts'
import type { Target } from '../../src/check/rule-context.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

// Policies are compared by identity: with the same one, the index of the rules is made once.
const policies = new Map<string, Policy>()

function policyFor(target: Target): Policy {
  const key = JSON.stringify(target)
  const policy = policies.get(key) ?? { ...standardPolicy, target }
  policies.set(key, policy)
  return policy
}

/** The rules, or the codes, that find an error in a document under a target, each once. */
export function errorsIn(xml: string, target: Target = {}): readonly string[] {
  const found = validate(xmlDomains(xml), policyFor(target))
  const errors = found.filter(one => one.severity === 'error')
  return [...new Set(errors.map(one => one.slug ?? one.code))]
}

/** A PC with these devices. */
export const pc = (devices: string, more = ''): string =>
  `<os><type arch="x86_64" machine="pc">hvm</type></os>${more}<devices>${devices}</devices>`
