import { inspect } from 'node:util'
import { type Call, capture } from '../tree/origin.ts'
import { fileOf, framesOf } from '../tree/stack.ts'
import type { Here } from './here.ts'
import type { Surroundings } from './policy.ts'
import type { Example, Rule, RuleFacts, RuleFinding } from './rules/rule.ts'

/** A rule as a user writes it. */
export type GivenRule = GivenFacts &
  (
    | {
        /** Looks at one domain, and yields what it finds. */
        readonly check: (domain: Here, around: Surroundings) => Iterable<RuleFinding>
      }
    | {
        /** Looks at all domains of a build, in their order, and yields what it finds. */
        readonly checkFleet: (fleet: readonly Here[], around: Surroundings) => Iterable<RuleFinding>
      }
  )

/** What a user says of a rule. */
export interface GivenFacts
  extends Pick<RuleFacts, 'slug' | 'title' | 'help' | 'hypervisors' | 'since' | 'until'> {
  /** What its diagnostics go by; its slug if left out. Codes that begin with VMC are vmc's own. */
  readonly code?: string
  /** How bad it is; an error if left out. */
  readonly severity?: RuleFacts['severity']
  /** What breaks it, for `vmc explain` and `checkRule`. */
  readonly wrong?: Example
  /** The same made right. */
  readonly right?: Example
}

/**
 * A rule of your own, with all that vmc's own rules can do. It counts where the configuration says `use: [noPublicVnc]`.
 *
 * @throws {TypeError} where something of it is missing or wrong.
 *
 * @example
 * export const noPublicVnc = rule({
 *   slug: 'no-public-vnc',
 *   title: 'VNC open to everybody',
 *   help: 'Our guests are reached through the jump host: let VNC listen on 127.0.0.1.',
 *   wrong: { ts: ".graphics(vnc().listen('0.0.0.0'))" },
 *   right: { ts: ".graphics(vnc().listen('127.0.0.1'))" },
 *   *check(domain) {
 *     for (const graphics of devices(domain, 'graphics')) {
 *       if (spelled(graphics, 'listen') !== '0.0.0.0') continue
 *       yield { message: 'VNC listens to everybody', ...place(graphics, 'listen') }
 *     }
 *   },
 * })
 */
export function rule(given: GivenRule): Rule {
  const faults = faultsOf(given)
  if (faults.length > 0) throw new TypeError(`this is not a rule: ${faults.join('; ')}`)
  const { slug, code = slug, severity = 'error', wrong = {}, right = {} } = given
  const origin = capture(rule) as Call
  const check =
    'check' in given
      ? { check: minded(given.check, slug, origin) }
      : { checkFleet: minded(given.checkFleet, slug, origin) }
  return Object.freeze({ ...given, ...check, code, severity, wrong, right, origin })
}

/** Is this a rule that `rule()` made? Another copy of vmc may have made it. */
export const isUsersRule = (value: unknown): value is Rule =>
  typeof value === 'object' && value !== null && 'origin' in value && faultsOf(value).length === 0

function faultsOf(given: object): readonly string[] {
  const { slug, code, severity, title, help, ...rest }: Record<string, unknown> = { ...given }
  const checks = ['check', 'checkFleet'].filter(key => typeof rest[key] === 'function')
  return [
    typeof slug === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)
      ? ''
      : 'slug is words joined by "-", as "no-public-vnc"',
    code === undefined || (typeof code === 'string' && /^(?!VMC\d)\S+$/.test(code)) || rest.origin
      ? ''
      : 'code is a word, and does not begin as the codes of vmc itself do',
    severity === undefined || ['error', 'warning', 'info'].includes(severity as string)
      ? ''
      : 'severity is "error", "warning" or "info"',
    typeof title === 'string' && title !== '' ? '' : 'title says what is wrong, in a few words',
    typeof help === 'string' && help !== '' ? '' : 'help says why it matters and what to do',
    checks.length === 1 ? '' : 'it has one function, check or checkFleet',
  ].filter(fault => fault !== '')
}

/**
 * The same function, minded: where it throws, or gives what is no finding, that is a finding too, which names the rule and
 * the file it stands in, and the other rules go on.
 */
function minded<Looked>(
  look: (this: object, looked: Looked, around: Surroundings) => Iterable<unknown> | undefined,
  slug: string,
  origin: Call,
) {
  return function* (this: object, looked: Looked, around: Surroundings): Generator<RuleFinding> {
    try {
      for (const finding of look.call(this, looked, around) ?? []) {
        if (!isFinding(finding))
          throw new TypeError(`${inspect(finding)} is no finding: it has no message`)
        yield finding
      }
    } catch (error) {
      const stack = error instanceof Error ? String(error.stack) : ''
      const file = fileOf(stack) ?? fileOf(origin.stack)
      yield {
        kind: 'VMC4016',
        message: `the rule "${slug}" failed: ${error instanceof Error ? `${error.name}: ${error.message}` : inspect(error)}`,
        origin: framesOf(stack).length > 0 ? { stack } : origin,
        help: file === undefined ? undefined : `it is a rule of ${file}`,
      }
    }
  }
}

const isFinding = (value: unknown): value is RuleFinding =>
  typeof value === 'object' &&
  value !== null &&
  'message' in value &&
  typeof value.message === 'string'
