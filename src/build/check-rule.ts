import { type Example, rightVersion, wrongVersion } from '../check/example.ts'
import type { Policy } from '../check/policy.ts'
import type { Rule } from '../check/rule.ts'
import type { Target } from '../check/rule-context.ts'
import { validate } from '../check/validator.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nodeOf } from '../dsl/normalise.ts'
import * as language from '../index.ts'
import { standardPolicy } from '../rules/standard-policy.ts'
import { domain } from '../schema/domain/domain.ts'
import type { Node } from '../tree/node.ts'
import { read } from '../xml/read.ts'
import { fill } from './domains/fill.ts'

/**
 * Runs the example of a rule and returns what does not behave as documented: the wrong version must break this rule and no
 * other, at a location that can be shown, and the right version must break none. Empty if all is well.
 *
 * @example
 * assert.deepEqual(checkRule(noPublicVnc), [])
 */
export function checkRule(rule: Rule): readonly string[] {
  const languages = (['xml', 'ts'] as const).filter(one => rule.example[one] !== undefined)
  if (languages.length === 0) return ['it has no example']
  return languages.flatMap(one => [...checkWrong(rule, one), ...checkRight(rule, one)])
}

type Language = 'xml' | 'ts'

function checkWrong(rule: Rule, language: Language): readonly string[] {
  const found = findingsIn(rule, wrongVersion(rule.example), language)
  if (typeof found === 'string') return [`the wrong version of its ${language} fails: ${found}`]
  if (found.length === 0) return [`it finds nothing in the wrong version of its ${language}`]
  return found.flatMap(one => {
    if (one.code !== rule.code)
      return `the wrong version of its ${language} breaks another rule: ${format(one)}`
    // An example in TypeScript is evaluated from text, which has no file.
    const isLocated = one.path.startsWith('domain') && (language === 'ts' || one.line !== undefined)
    return isLocated ? [] : `what it finds in ${language} has no location: ${format(one)}`
  })
}

function checkRight(rule: Rule, language: Language): readonly string[] {
  const found = findingsIn(rule, rightVersion(rule.example), language)
  if (typeof found === 'string') return [`the right version of its ${language} fails: ${found}`]
  return found.map(one => `the right version of its ${language}: ${format(one)}`)
}

function findingsIn(
  rule: Rule,
  example: Example,
  language: Language,
): readonly Diagnostic[] | string {
  try {
    const nodes = language === 'xml' ? documentsIn(example.xml!) : domainsOf(example.ts!)
    return validate(nodes, policyFor(rule, example))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const format = ({ code, path, message }: Diagnostic): string => `${code} ${path}: ${message}`

// The rule runs among vmc's own, with the hosts of its example and a target that it applies to.
function policyFor(rule: Rule, { hosts = {} }: Example): Policy {
  const { rules: all } = standardPolicy
  const rules = all.includes(rule) ? all : [...all, rule]
  const { since, until = {} } = rule
  const last: Target = Object.fromEntries(
    Object.entries(until).map(([part, release]) => [part, before(release)]),
  )
  return { ...standardPolicy, rules, hosts, target: { ...since, ...last } }
}

/** A release before another: 9.8.999 before 9.9.0. */
function before(release: string): string {
  const [major = 0, minor = 0, patch = 0] = release.split('.').map(Number)
  if (patch > 0) return `${major}.${minor}.${patch - 1}`
  return minor > 0 ? `${major}.${minor - 1}.999` : `${major - 1}.999.999`
}

/** The domains of an example in XML, the content of one or whole domains, completed by what every domain has. */
export function documentsIn(xml: string): readonly Node[] {
  const whole = xml.match(/<domain [\s\S]*?<\/domain>/g) ?? [`<domain type="kvm">${xml}</domain>`]
  return whole.map(one => {
    const frame = Object.entries(FRAME).map(([name, text]) => (has(one, name) ? '' : text))
    const text = one.replace(/<domain [^>]*>/, start => start + frame.join(''))
    const { node, diagnostics } = read(text, domain, 'example.xml')
    if (!node || diagnostics.length > 0) throw new Error(diagnostics.map(format).join('; '))
    return node
  })
}

const FRAME = {
  name: '<name>fv0</name>',
  memory: '<memory unit="GiB">1</memory>',
  os: '<os><type>hvm</type></os>',
}

// Whether the element is at the top level: other elements can contain a <memory> too.
const has = (xml: string, name: string): boolean =>
  new RegExp(`<${name}[ >]`).test(xml.replace(/<(devices|numatune)>[\s\S]*<\/\1>/g, ''))

/** The domains of an example in TypeScript: calls on a domain, or an expression that gives a list. */
function domainsOf(ts: string): readonly Node[] {
  const memory = ts.includes('.memory(') ? '' : '.memory(GiB(1))'
  const program = `return ${ts.startsWith('.') ? `domain('fv0').hvm()${memory}${ts}` : ts}`
  const built = new Function(...Object.keys(language), program)(...Object.values(language))
  return fill([built].flat().map(one => nodeOf(one)!))
}
