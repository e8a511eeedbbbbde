import { cursorOf } from '../check/cursor.ts'
import type { Policy } from '../check/policy.ts'
import type { Rule } from '../check/rule.ts'
import type { Host, Target } from '../check/rule-context.ts'
import { isNewer } from '../check/target.ts'
import { isUserRule } from '../check/user-rule.ts'
import { meant } from '../check/waivers.ts'
import type { Severity } from '../diagnostics/codes.ts'
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { isPlainObject, toNode } from '../dsl/normalise.ts'
import type { RuleSlug } from '../dsl/rule-slugs.ts'
import { standardPolicy } from '../rules/standard-policy.ts'
import { LIBVIRT_RELEASE } from '../schema/domain/libvirt-release.ts'
import { memorySize, type Size, type SizeText } from '../schema/domain/size.ts'
import { isNode } from '../tree/node.ts'

/** By what domains are judged, as people say it in the configuration or in the options of a call. */
export interface PolicyOptions {
  /** What the domains will run on, `'libvirt=9.0.0,qemu=7.2'`: what is newer is an error. */
  readonly target?: string | undefined
  /** How bad the findings of rules are, where it is not what the rule says: `{ 'image-shared': 'error' }`. */
  readonly rules?: Severities | undefined
  /** Rules of your own, made by `rule()` of `libvmc/rules`. */
  readonly use?: readonly Rule[] | undefined
  /** What the hosts have that `.host()` names: `{ hv1: { memory: '64GiB', cpus: 32 } }`. */
  readonly hosts?: Readonly<Record<string, HostOptions>> | undefined
}

/** How bad findings are, by the slug of the rule: of vmc's own, or of yours. */
type Severities = { readonly [K in RuleSlug]?: Severity | 'off' } & {
  readonly [slug: string]: Severity | 'off' | undefined
}

/** What a host has, as far as you want it to be minded. */
export interface HostOptions {
  /** Its memory: `GiB(64)` or `'64GiB'`. */
  readonly memory?: Size | SizeText
  /** Its huge pages: how many there are of each size, `{ '1GiB': 32 }`. */
  readonly hugepages?: Readonly<Record<string, number>>
  /** How many CPUs it has; they count from 0. */
  readonly cpus?: number
}

/** Something wrong in the options, with the keys that lead there. */
export interface PolicyFault {
  readonly keys: readonly string[]
  readonly message: string
  readonly help: string | undefined
}

/** The policy that options ask for, and what is wrong with them. */
export interface PolicyReading {
  readonly policy: Policy
  readonly faults: readonly PolicyFault[]
}

let last: { readonly asked: PolicyOptions; readonly read: PolicyReading } | undefined

/**
 * Reads the policy that options ask for. A folder of documents is judged by one policy: those who ask for the same, one
 * after another, get the very same, and all that is worked out of it once.
 */
export function policyOf(options: PolicyOptions): PolicyReading {
  const { target, rules, use, hosts } = options
  const asked = { target, rules, use, hosts }
  const isSame = (Object.keys(asked) as (keyof PolicyOptions)[]).every(
    key => last?.asked[key] === asked[key],
  )
  if (!last || !isSame) last = { asked, read: read(asked) }
  return last.read
}

function read(options: PolicyOptions): PolicyReading {
  const faults: PolicyFault[] = []
  const { target, rules: severities, use, hosts } = options
  const cannotBe = (keys: readonly string[], value: unknown, expects: string): void => {
    const message = `"${keys.at(-1)}" of the configuration cannot be ${shown(value)}`
    faults.push({ keys, message, help: `expected ${expects}` })
  }
  const policy = {
    ...standardPolicy,
    ...(target !== undefined && { target: readTarget(target, cannotBe) }),
    ...(use !== undefined && {
      rules: [...standardPolicy.rules, ...readUse(use, cannotBe, faults)],
    }),
    ...(hosts !== undefined && { hosts: readHosts(hosts, cannotBe, faults) }),
  }
  if (severities !== undefined) checkSeverities(severities, policy.rules, cannotBe, faults)
  return { policy: { ...policy, severities: severities ?? {} }, faults }
}

type CannotBe = (keys: readonly string[], value: unknown, expects: string) => void

/** A value, as it stands in a message. */
export const shown = (value: unknown): string =>
  (JSON.stringify(value) ?? `a ${typeof value}`).replace(/^(.{57}).{4,}$/, '$1…')

/** Reads a target, `libvirt=9.0.0,qemu=7.2`; `undefined` where it is none. */
export function targetOf(text: string): Target | undefined {
  const parts = text.split(',').map(part => /^(libvirt|qemu)=(\d+(?:\.\d+){0,2})$/.exec(part))
  const found = parts.flatMap(part => (part ? [[part[1]!, part[2]!]] : []))
  const target = Object.fromEntries(found)
  return Object.keys(target).length === parts.length ? target : undefined
}

/** The warning for a target whose libvirt is newer than the one vmc knows. */
export function newerThanKnown({ libvirt }: Target): Diagnostic | undefined {
  if (libvirt === undefined || !isNewer(libvirt, LIBVIRT_RELEASE)) return undefined
  return diagnose('VMC1016', {
    message: `the target has libvirt ${libvirt}, but vmc knows only the format of ${LIBVIRT_RELEASE} and older`,
    help: `it is checked as ${LIBVIRT_RELEASE}`,
  })
}

/** What a target looks like. */
export const TARGET = 'releases of libvirt, QEMU or both, as libvirt=9.0.0,qemu=7.2'

function readTarget(given: unknown, cannotBe: CannotBe): Target {
  const target = typeof given === 'string' ? targetOf(given) : undefined
  if (!target) cannotBe(['target'], given, TARGET)
  return target ?? {}
}

function readUse(given: unknown, cannotBe: CannotBe, faults: PolicyFault[]): readonly Rule[] {
  if (!Array.isArray(given)) {
    cannotBe(['use'], given, 'a list of rules, as rule() of libvmc/rules makes them')
    return []
  }
  const own = new Set(standardPolicy.rules.map(rule => rule.slug))
  const seen = new Set<string>()
  return given.filter((one): one is Rule => {
    const keys = ['use']
    if (!isUserRule(one)) {
      const message = `"use" in the configuration contains ${shown(one)}, which is not a rule`
      const help =
        typeof one === 'string'
          ? 'a rule is a program: import it in vmc.config.ts'
          : 'make it with rule() of libvmc/rules'
      faults.push({ keys, message, help })
      return false
    }
    const { slug } = one
    if (own.has(slug)) {
      const message = `vmc itself has a rule with the slug "${slug}"`
      faults.push({ keys, message, help: 'give yours another slug' })
      return false
    }
    if (seen.has(slug)) {
      const message = `two rules of the configuration have the slug "${slug}"`
      faults.push({ keys, message, help: 'give each its own slug' })
      return false
    }
    seen.add(slug)
    return true
  })
}

const SEVERITIES = ['off', 'info', 'warning', 'error']

function checkSeverities(
  given: unknown,
  rules: readonly Rule[],
  cannotBe: CannotBe,
  faults: PolicyFault[],
): void {
  if (!isPlainObject(given)) {
    cannotBe(['rules'], given, 'an object of slugs and severities, as { "image-shared": "error" }')
    return
  }
  for (const [slug, severity] of Object.entries(given)) {
    const keys = ['rules', slug]
    if (!rules.some(rule => rule.slug === slug)) {
      const help = meant(slug, rules) ?? 'vmc explain --all lists the rules'
      faults.push({ keys, message: `there is no rule "${slug}"`, help })
    } else if (!SEVERITIES.includes(severity as string)) {
      const near = typeof severity === 'string' ? nearest(severity, SEVERITIES) : undefined
      const all = `one of ${SEVERITIES.join(', ')}`
      cannotBe(keys, severity, near === undefined ? all : `${all}; did you mean "${near}"?`)
    }
  }
}

const HOST_KEYS = ['memory', 'hugepages', 'cpus']
const SIZE = 'a size with its unit, as "64GiB" or GiB(64)'

function readHosts(
  given: unknown,
  cannotBe: CannotBe,
  faults: PolicyFault[],
): Readonly<Record<string, Host>> {
  if (!isPlainObject(given)) {
    cannotBe(['hosts'], given, 'an object of hosts, as { hv1: { memory: "64GiB", cpus: 32 } }')
    return {}
  }
  const hosts = Object.entries(given).map(([name, host]) => {
    const keys = ['hosts', name]
    if (!isPlainObject(host)) {
      cannotBe(keys, host, `an object with ${HOST_KEYS.join(', ')}`)
      return [name, {}] as const
    }
    for (const key of Object.keys(host).filter(key => !HOST_KEYS.includes(key))) {
      const near = nearest(key, HOST_KEYS)
      const help =
        near === undefined ? `it takes ${HOST_KEYS.join(', ')}` : `did you mean "${near}"?`
      faults.push({ keys: [...keys, key], message: `a host has no "${key}"`, help })
    }
    return [name, readHost(host, keys, cannotBe)] as const
  })
  return Object.fromEntries(hosts)
}

function readHost(
  { memory, hugepages, cpus }: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  cannotBe: CannotBe,
): Host {
  const host: { memory?: bigint; hugepages?: ReadonlyMap<bigint, number>; cpus?: number } = {}
  if (memory !== undefined) {
    const size = bytesOf(memory)
    if (size === undefined) cannotBe([...keys, 'memory'], memory, SIZE)
    else host.memory = size
  }
  if (cpus !== undefined) {
    if (!isCount(cpus)) cannotBe([...keys, 'cpus'], cpus, 'a number of CPUs')
    else host.cpus = cpus
  }
  if (hugepages !== undefined) {
    const pages = isPlainObject(hugepages) ? Object.entries(hugepages) : []
    const sizes = pages.map(([size, count]) => [bytesOf(size), count] as const)
    const isRight = sizes.every(([size, count]) => size !== undefined && isCount(count))
    if (!isPlainObject(hugepages) || !isRight)
      cannotBe(
        [...keys, 'hugepages'],
        hugepages,
        'how many there are of each size, as { "1GiB": 32 }',
      )
    else host.hugepages = new Map(sizes as readonly (readonly [bigint, number])[])
  }
  return host
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

// Sizes are read as in a program, except that a bare number has no unit.
function bytesOf(given: unknown): bigint | undefined {
  if (typeof given === 'number') return undefined
  const node = toNode(memorySize, given, { stack: '' })
  if (!isNode(node) || !node.fields.unit) return undefined
  return memorySize.fields.unit.codec!.test(String(node.fields.unit.value))
    ? cursorOf<{ readonly value: string }>(node).bytes('value')
    : undefined
}
