import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nodeOf } from '../dsl/normalise.ts'
import * as language from '../index.ts'
import { domain } from '../schema/domain.ts'
import type { Node } from '../tree/node.ts'
import { type Policy, standard, type Target } from '../validate/policy.ts'
import type { Example, Rule } from '../validate/rules/rule.ts'
import { validate } from '../validate/validate.ts'
import { read } from '../xml/read.ts'
import { fill } from './domains/fill.ts'

/**
 * Runs the two examples of a rule, and says where it does not keep its word: the wrong one breaks this rule and no other,
 * at a place that can be shown, and the right one breaks none. Empty where all is well.
 *
 * @example
 * assert.deepEqual(checkRule(noPublicVnc), [])
 */
export function checkRule(rule: Rule): readonly string[] {
  const ways = (['xml', 'ts'] as const).filter(way => rule.wrong[way] !== undefined)
  if (ways.length === 0) return ['it has no wrong example']
  return ways.flatMap(way => {
    if (rule.right[way] === undefined) return [`it has no right example in ${way}`]
    return [...faultsOfWrong(rule, way), ...faultsOfRight(rule, way)]
  })
}

type Way = 'xml' | 'ts'

function faultsOfWrong(rule: Rule, way: Way): readonly string[] {
  const found = judge(rule, rule.wrong, way)
  if (typeof found === 'string') return [`its wrong example in ${way} fails: ${found}`]
  if (found.length === 0) return [`it finds nothing in its wrong example in ${way}`]
  return found.flatMap(one => {
    if (one.code !== rule.code)
      return `its wrong example in ${way} breaks something else: ${told(one)}`
    // What is made of a text here has no place in a file.
    const hasPlace = one.path.startsWith('domain') && (way === 'ts' || one.line !== undefined)
    return hasPlace ? [] : `what it finds in ${way} has no place: ${told(one)}`
  })
}

function faultsOfRight(rule: Rule, way: Way): readonly string[] {
  const found = judge(rule, rule.right, way)
  if (typeof found === 'string') return [`its right example in ${way} fails: ${found}`]
  return found.map(one => `its right example in ${way}: ${told(one)}`)
}

function judge(rule: Rule, example: Example, way: Way): readonly Diagnostic[] | string {
  try {
    const nodes = way === 'xml' ? documentsIn(example.xml!) : domainsOf(example.ts!)
    return validate(nodes, policyFor(rule, example))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const told = ({ code, path, message }: Diagnostic): string => `${code} ${path}: ${message}`

// What an example is held against: the rule among the others, its hosts, and releases that it is about.
function policyFor(rule: Rule, { hosts = {} }: Example): Policy {
  const rules = standard.rules.includes(rule) ? standard.rules : [...standard.rules, rule]
  const { since, until = {} } = rule
  const last: Target = Object.fromEntries(
    Object.entries(until).map(([part, release]) => [part, before(release)]),
  )
  return { ...standard, rules, hosts, target: { ...since, ...last } }
}

/** A release before another: 9.8.999 before 9.9.0. */
function before(release: string): string {
  const [major = 0, minor = 0, patch = 0] = release.split('.').map(Number)
  if (patch > 0) return `${major}.${minor}.${patch - 1}`
  return minor > 0 ? `${major}.${minor - 1}.999` : `${major - 1}.999.999`
}

/** The domains of an example in XML: what stands in a domain, with what every domain has around it, or whole domains. */
export function documentsIn(xml: string): readonly Node[] {
  const around = Object.entries(AROUND).map(([name, text]) => (has(xml, name) ? '' : text))
  const whole = xml.match(/<domain [\s\S]*?<\/domain>/g) ?? [
    `<domain type="kvm">${around.join('')}${xml}</domain>`,
  ]
  return whole.map(text => {
    const { node, diagnostics } = read(text, domain, 'example.xml')
    if (!node || diagnostics.length > 0) throw new Error(diagnostics.map(told).join('; '))
    return node
  })
}

const AROUND = {
  name: '<name>fv0</name>',
  memory: '<memory unit="GiB">1</memory>',
  os: '<os><type>hvm</type></os>',
}

// Is it at the outermost level? Others hold a <memory> too.
const has = (xml: string, name: string): boolean =>
  new RegExp(`<${name}[ >]`).test(xml.replace(/<(devices|numatune)>[\s\S]*<\/\1>/g, ''))

/** The domains of an example in TypeScript: what follows a domain, or a list of them. */
function domainsOf(ts: string): readonly Node[] {
  const memory = ts.includes('.memory(') ? '' : '.memory(GiB(1))'
  const program = `return ${ts.startsWith('.') ? `domain('fv0').hvm()${memory}${ts}` : ts}`
  const built = new Function(...Object.keys(language), program)(...Object.values(language))
  return fill([built].flat().map(one => nodeOf(one)!))
}
