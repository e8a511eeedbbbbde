import { cursorOf } from '../check/element-cursor.ts'
import type { Policy } from '../check/policy.ts'
import type { Rule } from '../check/rule.ts'
import type { Host, Target } from '../check/rule-context.ts'
import { isNewer } from '../check/target.ts'
import { isUserRule } from '../check/user-rule.ts'
import { meant } from '../check/waivers.ts'
import type { Severity } from '../diagnostics/code-facts.ts'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { isPlainObject, toNode } from '../dsl/normalise.ts'
import type { RuleSlug } from '../dsl/rule-slugs.ts'
import { standardPolicy } from '../rules/standard-policy.ts'
import { LIBVIRT_RELEASE } from '../schema/domain/libvirt-release.ts'
import { memorySize, type Size, type SizeText } from '../schema/domain/size.ts'
import { isNode } from '../tree/node.ts'

/**
 * Options for checking domains: the target releases, the rules and the hosts. They can be set in the configuration or
 * passed to a function.
 */
export interface PolicyOptions {
  /**
   * The libvirt and QEMU releases on which the domains must run: `'libvirt=9.0.0,qemu=7.2'`. vmc reports an error for each
   * feature that is newer.
   */
  readonly target?: string | undefined
  /** The severities of those rules for which you do not want the default: `{ 'image-shared': 'error' }`. */
  readonly rules?: Severities | undefined
  /** Your own rules, which you make with `rule()` from `libvmc/rules`. */
  readonly use?: readonly Rule[] | undefined
  /**
   * The hosts that you can pass to `.host()`, each with a connection URI and resources: `{ hv1: { uri:
   * 'qemu+ssh://root@hv1/system', memory: '64GiB', cpus: 32 } }`.
   */
  readonly hosts?: Readonly<Record<string, HostOptions>> | undefined
}

/** Severities of built-in rules and of your own rules, by slug. `off` disables a rule. */
type Severities = { readonly [K in RuleSlug]?: Severity | 'off' } & {
  readonly [slug: string]: Severity | 'off' | undefined
}

/** The connection URI and the resources of a host. vmc checks only the resources that are declared. */
export interface HostOptions {
  /**
   * The libvirt connection URI of the host: `qemu+ssh://root@hv1/system`. `vmc list`, `vmc diff` and other commands use this
   * URI to connect to the host. A build does not use the URI.
   */
  readonly uri?: string
  /** The amount of memory of the host: `GiB(64)` or `'64GiB'`. */
  readonly memory?: Size | SizeText
  /** The number of huge pages of the host, by page size: `{ '1GiB': 32 }`. */
  readonly hugepages?: Readonly<Record<string, number>>
  /** The number of CPUs of the host. CPU numbers start at 0. */
  readonly cpus?: number
}

/** An error about an invalid option. */
export interface PolicyError {
  /** The path of keys to the invalid option: `['hosts', 'hv1', 'memory']`. */
  readonly keys: readonly string[]
  readonly message: string
  readonly help: string | undefined
}

/** The result of `policyOf`: the policy, and the errors in the options. */
export interface PolicyResult {
  readonly policy: Policy
  readonly errors: readonly PolicyError[]
}

let last: { readonly options: PolicyOptions; readonly result: PolicyResult } | undefined

/**
 * Makes the policy from options. If the function is called again with the same options, it returns the same policy object. Data
 * derived from the policy is then computed only once for a folder of documents.
 */
export function policyOf(options: PolicyOptions): PolicyResult {
  const { target, rules, use, hosts } = options
  const own = { target, rules, use, hosts }
  const isSame = (Object.keys(own) as (keyof PolicyOptions)[]).every(
    key => last?.options[key] === own[key],
  )
  if (!last || !isSame) last = { options: own, result: readPolicy(own) }
  return last.result
}

function readPolicy(options: PolicyOptions): PolicyResult {
  const errors: PolicyError[] = []
  const { target, rules: severities, use, hosts } = options
  const reportInvalid = (keys: readonly string[], value: unknown, expects: string): void => {
    const message = `"${keys.at(-1)}" in the configuration cannot be ${shown(value)}`
    const isQuoted = typeof value === 'string' && expects.startsWith('the number of ')
    const quotes = isQuoted && /^\d+$/.test(value) ? `, without quotes: ${Number(value)}` : ''
    errors.push({ keys, message, help: `expected ${expects}${quotes}` })
  }
  const policy = {
    ...standardPolicy,
    ...(target !== undefined && { target: readTarget(target, reportInvalid) }),
    ...(use !== undefined && {
      rules: [...standardPolicy.rules, ...readUse(use, reportInvalid, errors)],
    }),
    ...(hosts !== undefined && { hosts: readHosts(hosts, reportInvalid, errors) }),
  }
  if (severities !== undefined) checkSeverities(severities, policy.rules, reportInvalid, errors)
  return { policy: { ...policy, severities: severities ?? {} }, errors }
}

// A function that reports an option with an invalid value.
type ReportInvalid = (keys: readonly string[], value: unknown, expects: string) => void

/** The text of a value for a message. A long text is shortened. */
export const shown = (value: unknown): string =>
  (JSON.stringify(value) ?? `a ${typeof value}`).replace(/^(.{57}).{4,}$/, '$1…')

/** Parses a target such as `libvirt=9.0.0,qemu=7.2`. Returns `undefined` if the text is invalid. */
export function targetOf(text: string): Target | undefined {
  const parts = text.split(',').map(part => /^(libvirt|qemu)=(\d+(?:\.\d+){0,2})$/.exec(part))
  const found = parts.flatMap(part => (part ? [[part[1]!, part[2]!]] : []))
  const target = Object.fromEntries(found)
  return Object.keys(target).length === parts.length ? target : undefined
}

/** The warning for a target that is newer than the newest libvirt release whose format vmc knows. */
export function newerThanKnown({ libvirt }: Target): Diagnostic | undefined {
  if (libvirt === undefined || !isNewer(libvirt, LIBVIRT_RELEASE)) return undefined
  return diagnose('VMC1016', {
    message: `the target has libvirt ${libvirt}, but vmc knows only the format of ${LIBVIRT_RELEASE} and older`,
    help: `vmc checks the domains for libvirt ${LIBVIRT_RELEASE}`,
  })
}

/** The syntax of the option `--target`, for messages. */
export const TARGET = 'releases of libvirt, QEMU or both, such as libvirt=9.0.0,qemu=7.2'

function readTarget(value: unknown, reportInvalid: ReportInvalid): Target {
  const target = typeof value === 'string' ? targetOf(value) : undefined
  if (!target) reportInvalid(['target'], value, TARGET)
  return target ?? {}
}

function readUse(
  value: unknown,
  reportInvalid: ReportInvalid,
  errors: PolicyError[],
): readonly Rule[] {
  if (!Array.isArray(value)) {
    reportInvalid(['use'], value, 'a list of rules made with rule() from libvmc/rules')
    return []
  }
  const own = new Set(standardPolicy.rules.map(rule => rule.slug))
  const seen = new Set<string>()
  return value.filter((one): one is Rule => {
    const keys = ['use']
    if (!isUserRule(one)) {
      const message = `"use" in the configuration contains ${shown(one)}, which is not a rule`
      const help =
        typeof one === 'string'
          ? 'import the rule in vmc.config.ts and list the imported value'
          : 'make it with rule() from libvmc/rules'
      errors.push({ keys, message, help })
      return false
    }
    const { slug } = one
    if (own.has(slug)) {
      const message = `vmc has a built-in rule with the slug "${slug}"`
      errors.push({ keys, message, help: 'choose a different slug for your rule' })
      return false
    }
    if (seen.has(slug)) {
      const message = `two rules in the configuration have the slug "${slug}"`
      errors.push({ keys, message, help: 'choose a different slug for each rule' })
      return false
    }
    seen.add(slug)
    return true
  })
}

const SEVERITIES = ['off', 'info', 'warning', 'error']

function checkSeverities(
  value: unknown,
  rules: readonly Rule[],
  reportInvalid: ReportInvalid,
  errors: PolicyError[],
): void {
  if (!isPlainObject(value)) {
    reportInvalid(
      ['rules'],
      value,
      'an object of slugs and severities, such as { "image-shared": "error" }',
    )
    return
  }
  for (const [slug, severity] of Object.entries(value)) {
    const keys = ['rules', slug]
    if (!rules.some(rule => rule.slug === slug)) {
      const help = meant(slug, rules) ?? 'vmc explain --all lists the rules'
      errors.push({ keys, message: `unknown rule "${slug}"`, help })
    } else if (!SEVERITIES.includes(severity as string)) {
      const near = typeof severity === 'string' ? nearest(severity, SEVERITIES) : undefined
      const all = `one of ${SEVERITIES.join(', ')}`
      reportInvalid(keys, severity, near === undefined ? all : `${all}; did you mean "${near}"?`)
    }
  }
}

const HOST_KEYS = ['uri', 'memory', 'hugepages', 'cpus']
const SIZE = 'a size with a unit, such as "64GiB" or GiB(64)'

function readHosts(
  value: unknown,
  reportInvalid: ReportInvalid,
  errors: PolicyError[],
): Readonly<Record<string, Host>> {
  if (!isPlainObject(value)) {
    reportInvalid(
      ['hosts'],
      value,
      'an object of hosts, such as { hv1: { memory: "64GiB", cpus: 32 } }',
    )
    return {}
  }
  const hosts = Object.entries(value).map(([name, host]) => {
    const keys = ['hosts', name]
    if (!isPlainObject(host)) {
      reportInvalid(keys, host, `an object with ${HOST_KEYS.join(', ')}`)
      return [name, {}] as const
    }
    for (const key of Object.keys(host).filter(key => !HOST_KEYS.includes(key))) {
      const near = nearest(key, HOST_KEYS)
      const help =
        near === undefined ? `the keys are ${HOST_KEYS.join(', ')}` : `did you mean "${near}"?`
      errors.push({ keys: [...keys, key], message: `unknown key "${key}" in a host`, help })
    }
    return [name, readHost(host, keys, reportInvalid)] as const
  })
  return Object.fromEntries(hosts)
}

function readHost(
  { uri, memory, hugepages, cpus }: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  reportInvalid: ReportInvalid,
): Host {
  const host: { memory?: bigint; hugepages?: ReadonlyMap<bigint, number>; cpus?: number } = {}
  if (uri !== undefined && !isUri(uri))
    reportInvalid([...keys, 'uri'], uri, 'a URI such as "qemu+ssh://root@hv1/system"')
  if (memory !== undefined) {
    const size = bytesOf(memory)
    if (size === undefined) reportInvalid([...keys, 'memory'], memory, SIZE)
    else host.memory = size
  }
  if (cpus !== undefined) {
    if (!isCount(cpus)) reportInvalid([...keys, 'cpus'], cpus, 'the number of CPUs')
    else host.cpus = cpus
  }
  if (hugepages !== undefined) {
    const pages = isPlainObject(hugepages) ? Object.entries(hugepages) : []
    const sizes = pages.map(([size, count]) => [bytesOf(size), count] as const)
    const isValid = sizes.every(([size, count]) => size !== undefined && isCount(count))
    if (!isPlainObject(hugepages) || !isValid)
      reportInvalid(
        [...keys, 'hugepages'],
        hugepages,
        'the number of pages of each size, such as { "1GiB": 32 }',
      )
    else host.hugepages = new Map(sizes as readonly (readonly [bigint, number])[])
  }
  return host
}

// A libvirt URI can have an empty host: `qemu:///system`.
const isUri = (value: unknown): boolean =>
  typeof value === 'string' && /^[a-z][a-z0-9]*(\+[a-z0-9]+)?:\/\/\S*$/.test(value)

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

// Parses a size in the same way as in a program, but rejects a number without a unit.
function bytesOf(value: unknown): bigint | undefined {
  if (typeof value === 'number') return undefined
  const node = toNode(memorySize, value, { stack: '' })
  if (!isNode(node) || !node.fields.unit) return undefined
  return memorySize.fields.unit.codec!.test(String(node.fields.unit.value))
    ? cursorOf<{ readonly value: string }>(node).bytes('value')
    : undefined
}
