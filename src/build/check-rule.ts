import { type Example, rightVersion, wrongVersion } from '../check/example.ts'
import type { Policy } from '../check/policy.ts'
import type { Rule } from '../check/rule.ts'
import type { Target } from '../check/rule-context.ts'
import { validate } from '../check/validator.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nodeOf } from '../dsl/normalise.ts'
import * as language from '../index.ts'
import { shown } from '../program/policy-options.ts'
import { standardPolicy } from '../rules/standard-policy.ts'
import { domain } from '../schema/domain/domain.ts'
import type { Node } from '../tree/node.ts'
import { read } from '../xml/read.ts'
import { fill } from './domains/fill.ts'

/**
 * Tests a rule with its own example. The wrong version of the example must violate this rule, at a known location, and no other
 * rule, except that vmc's own rules may warn about it. The right version must not violate any rule. Returns a message for each failure. The list is empty if the test succeeds.
 *
 * @example
 * assert.deepEqual(checkRule(noPublicVnc), [])
 */
export function checkRule(rule: Rule): readonly string[] {
  const languages = (['xml', 'ts'] as const).filter(one => rule.example[one] !== undefined)
  if (languages.length === 0) return ['the rule has no example']
  return languages.flatMap(one => [...checkWrong(rule, one), ...checkRight(rule, one)])
}

/** The language of an example. */
type ExampleLanguage = 'xml' | 'ts'

function checkWrong(rule: Rule, language: ExampleLanguage): readonly string[] {
  const found = findingsIn(rule, wrongVersion(rule.example), language)
  if (typeof found === 'string')
    return [`the wrong version of its ${language} example fails: ${found}`]
  if (found.length === 0)
    return [`the rule finds nothing in the wrong version of its ${language} example`]
  const toleratesWarnings =
    !standardPolicy.rules.includes(rule) && found.some(({ code }) => code === rule.code)
  return found.flatMap(one => {
    // What a custom rule forbids can be something that vmc warns about.
    if (toleratesWarnings && one.code !== rule.code && one.severity === 'warning') return []
    if (one.code !== rule.code)
      return `the wrong version of its ${language} example breaks another rule: ${format(one)}`
    // A TypeScript example is evaluated from a string, so its diagnostics have no line.
    const isLocated = one.path.startsWith('domain') && (language === 'ts' || one.line !== undefined)
    return isLocated ? [] : `a finding in its ${language} example has no location: ${format(one)}`
  })
}

function checkRight(rule: Rule, language: ExampleLanguage): readonly string[] {
  const found = findingsIn(rule, rightVersion(rule.example), language)
  if (typeof found === 'string')
    return [`the right version of its ${language} example fails: ${found}`]
  return found.map(
    one => `the right version of its ${language} example breaks a rule: ${format(one)}`,
  )
}

function findingsIn(
  rule: Rule,
  example: Example,
  language: ExampleLanguage,
): readonly Diagnostic[] | string {
  try {
    const nodes = language === 'xml' ? xmlDomains(example.xml!) : tsDomains(example.ts!)
    // Diagnostics of other rules with the severity `info` are not failures.
    return validate(nodes, policyFor(rule, example)).filter(
      ({ code, severity }) => code === rule.code || severity !== 'info',
    )
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const format = ({ code, path, message }: Diagnostic): string => `${code} ${path}: ${message}`

// The policy with which a rule is tested: all rules of vmc, the hosts of the example, and a target: that of the example, or a
// libvirt release to which the rule applies.
function policyFor(rule: Rule, { hosts = {}, target }: Example): Policy {
  const { rules: all } = standardPolicy
  const rules = all.includes(rule) ? all : [...all, rule]
  const { since, until = {} } = rule
  const last: Target = Object.fromEntries(
    Object.entries(until).map(([part, release]) => [part, releaseBefore(release)]),
  )
  return { ...standardPolicy, rules, hosts, target: { ...since, ...last, ...target } }
}

/** A release that is just before the given release: 9.8.999 for 9.9.0. */
function releaseBefore(release: string): string {
  const [major = 0, minor = 0, patch = 0] = release.split('.').map(Number)
  if (patch > 0) return `${major}.${minor}.${patch - 1}`
  return minor > 0 ? `${major}.${minor - 1}.999` : `${major - 1}.999.999`
}

/**
 * The domains of an XML example. The example contains either whole `<domain>` elements or the content of a single `<domain>`.
 * Elements that every domain needs are added if they are missing.
 */
export function xmlDomains(xml: string): readonly Node[] {
  const whole = xml.match(/<domain [\s\S]*?<\/domain>/g) ?? [`<domain type="kvm">${xml}</domain>`]
  return whole.map(one => {
    const missing = Object.entries(REQUIRED).map(([name, text]) =>
      hasElement(one, name) ? '' : text,
    )
    const text = one.replace(/<domain [^>]*>/, start => start + missing.join(''))
    const { node, diagnostics } = read(text, domain, 'example.xml')
    if (!node || diagnostics.length > 0) throw new Error(diagnostics.map(format).join('; '))
    return node
  })
}

const REQUIRED = {
  name: '<name>fv0</name>',
  memory: '<memory unit="GiB">1</memory>',
  os: '<os><type>hvm</type></os>',
}

// Whether a domain has a child element with this name. The search skips <devices> and <numatune>, because they can also contain
// a <memory>.
const hasElement = (xml: string, name: string): boolean =>
  new RegExp(`<${name}[ >]`).test(xml.replace(/<(devices|numatune)>[\s\S]*<\/\1>/g, ''))

/**
 * The domains of a TypeScript example. The example contains either method calls on a domain or an expression that returns a
 * list of domains.
 */
function tsDomains(ts: string): readonly Node[] {
  const memory = ts.includes('.memory(') ? '' : '.memory(GiB(1))'
  const isCalls = /^(\.|$)/.test(ts.trimStart())
  const program = `return ${isCalls ? `domain('fv0').hvm()${memory}${ts}` : ts.trimStart()}`
  const built = new Function(...Object.keys(language), program)(...Object.values(language))
  return fill(
    [built].flat().map(one => {
      const node = nodeOf(one)
      if (!node)
        throw new TypeError(
          `it returns ${one === undefined ? 'nothing' : shown(one)} instead of domains`,
        )
      return node
    }),
  )
}
