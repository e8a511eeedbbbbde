import { xmlDomains } from '../../src/build/check-rule.ts'
import type { Target } from '../../src/check/rule-context.ts'
import { validate } from '../../src/check/validator.ts'
import { standardPolicy } from '../../src/rules/standard-policy.ts'

/** The rules, or the codes, that find an error in a document under a target, each once. */
export function errorsIn(xml: string, target: Target = {}): readonly string[] {
  const found = validate(xmlDomains(xml), { ...standardPolicy, target })
  const errors = found.filter(one => one.severity === 'error')
  return [...new Set(errors.map(one => one.slug ?? one.code))]
}

/** A PC with these devices. */
export const pc = (devices: string, more = ''): string =>
  `<os><type arch="x86_64" machine="pc">hvm</type></os>${more}<devices>${devices}</devices>`
