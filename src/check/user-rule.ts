import { inspect } from 'node:util'
import { describeThrown, errorTexts } from '../diagnostics/thrown.ts'
import { type Call, capture } from '../tree/origin.ts'
import { fileOf, framesOf, readStack } from '../tree/stack.ts'
import { cursorMethodHelp } from './cursor-help.ts'
import type { Rule, RuleFacts, StatefulCheck, TypedChecks } from './rule.ts'
import type { RuleFinding } from './rule-finding.ts'

/** The properties with which you declare a custom rule. */
export interface UserRuleFacts
  extends Pick<RuleFacts, 'slug' | 'title' | 'help' | 'since' | 'until'> {
  /** The code of the rule's diagnostics. Default: the slug. Codes that begin with VMC and a digit are reserved. */
  readonly code?: string
  /** The severity of the rule's diagnostics. Default: `error`. */
  readonly severity?: RuleFacts['severity']
  /** The domain types that the rule applies to. Default: all. */
  readonly for?: RuleFacts['for']
  /** The source of the requirement, such as a ticket or a document. */
  readonly source?: string
  /** A definition that breaks the rule, and its correction. `vmc explain` shows both, and `checkRule` tests them. */
  readonly example?: RuleFacts['example']
}

/**
 * Declares a custom rule. vmc runs the rule if the configuration lists it, as in `use: [noPublicVnc]`.
 *
 * @throws {TypeError} If a part of the definition is missing or invalid.
 *
 * @example
 * export const noPublicVnc = rule({
 *   slug: 'no-public-vnc',
 *   title: 'VNC accepts connections from any host',
 *   help: 'VNC has no encryption. Set the listen address to 127.0.0.1, and connect through SSH.',
 *   example: { ts: ".graphics(vnc().listen('{0.0.0.0 -> 127.0.0.1}'))" },
 *   on: 'devices/graphics',
 *   *check(graphics) {
 *     if (graphics.text('listen') === '0.0.0.0')
 *       yield graphics.report('listen', 'VNC listens on all addresses')
 *   },
 * })
 */
export function userRule<P extends string>(definition: UserRuleFacts & TypedChecks<P>): Rule {
  const problems = problemsOf(definition)
  if (problems.length > 0) throw new TypeError(`invalid rule: ${problems.join('; ')}`)
  const { slug, code = slug, severity = 'error', example = {}, source = '' } = definition
  const origin = capture(userRule) as Call
  const facts = { slug, help: definition.help, origin }
  const rule: Rule = definition as TypedChecks<P> & Rule
  return Object.freeze({
    ...rule,
    ...(rule.check && { check: guarded(rule.check.bind(rule), facts) }),
    ...(rule.createCheck && { createCheck: guardedCreate(rule.createCheck, facts) }),
    for: definition.for ?? 'all',
    code,
    severity,
    example,
    source,
    origin,
  })
}

/** Whether a value is a rule that was declared with `rule()`, in this or another installed copy of vmc. */
export const isUserRule = (value: unknown): value is Rule =>
  typeof value === 'object' && value !== null && 'origin' in value && problemsOf(value).length === 0

/** The problems in the definition of a rule. */
function problemsOf(definition: object): readonly string[] {
  const { slug, code, severity, title, help, on, ...rest }: Record<string, unknown> = {
    ...definition,
  }
  const checks = ['check', 'createCheck'].filter(key => typeof rest[key] === 'function')
  if ('checkFleet' in rest)
    return [
      'checkFleet was renamed to createCheck, which returns { *check(element, context) { … } }',
    ]
  if (on === undefined && checks.length > 0)
    return [
      "on is missing: it names the elements that the rule is about, as in on: 'devices/graphics'",
    ]
  return [
    typeof slug === 'string' && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)
      ? ''
      : 'slug must be words joined by "-", such as "no-public-vnc"',
    code === undefined || (typeof code === 'string' && /^(?!VMC\d)\S+$/.test(code)) || rest.origin
      ? ''
      : 'code must be one word that does not begin like the built-in codes, such as VMC2001',
    severity === undefined || ['error', 'warning', 'info'].includes(severity as string)
      ? ''
      : 'severity must be "error", "warning" or "info"',
    typeof title === 'string' && title !== '' ? '' : 'title must name the problem in a few words',
    typeof help === 'string' && help !== ''
      ? ''
      : 'help must explain why the problem matters and what to do',
    [on].flat().length > 0 && [on].flat().every(path => typeof path === 'string' && path !== '')
      ? ''
      : 'on must be a path such as "devices/disk", several paths, or "domain"',
    checks.length === 1 ? '' : 'the rule must have either check or createCheck',
  ].filter(problem => problem !== '')
}

/** The parts of a rule that its findings need. */
interface Facts extends Pick<RuleFacts, 'slug' | 'help'> {
  readonly origin: Call
}

type AnyCheck = (element: never, context: never) => Iterable<unknown> | undefined

/**
 * Wraps the check of a rule. If the check throws an exception or yields something other than a finding, vmc reports this and
 * continues with the other rules. A finding without a help gets the help of the rule.
 */
function guarded<C extends AnyCheck>(check: C, facts: Facts): C {
  return function* (this: unknown, ...args: Parameters<C>): Generator<RuleFinding> {
    yield* guardedFindings(() => check.apply(this, args), facts)
  } as unknown as C
}

function guardedCreate(
  create: NonNullable<Rule['createCheck']>,
  facts: Facts,
): NonNullable<Rule['createCheck']> {
  return context => {
    let made: StatefulCheck<never>
    try {
      made = create(context)
      if (typeof made?.check !== 'function')
        throw new TypeError('createCheck returned an object without a function check')
    } catch (error) {
      const failure = failureOf(error, facts)
      return { check: () => [], end: () => [failure] }
    }
    const { end } = made
    return {
      check: guarded(made.check.bind(made), facts),
      ...(end && { end: () => guardedFindings(() => end.call(made), facts) }),
    }
  }
}

function* guardedFindings(
  run: () => Iterable<unknown> | undefined,
  facts: Facts,
): Generator<RuleFinding> {
  try {
    for (const finding of run() ?? []) {
      if (!isFinding(finding))
        throw new TypeError(`${inspect(finding)} is not a finding: yield what report() returns`)
      yield finding.help === undefined ? { ...finding, help: facts.help } : finding
    }
  } catch (error) {
    yield failureOf(error, facts)
  }
}

function failureOf(error: unknown, { slug, origin }: Facts): RuleFinding {
  const { stack = '', message = '' } = errorTexts(error) ?? {}
  const missing = /\.(\w+) is not a function$/.exec(message)?.[1]
  const file = fileOf(stack) ?? fileOf(readStack(() => origin.stack))
  const where = file === undefined ? undefined : `the rule is in ${file}`
  return {
    kind: 'VMC4016',
    message: `the rule "${slug}" failed: ${describeThrown(error)}`,
    origin: framesOf(stack).length > 0 ? { stack } : origin,
    help:
      missing === undefined ? where : `${cursorMethodHelp(missing)}${where ? `; ${where}` : ''}`,
  }
}

const isFinding = (value: unknown): value is RuleFinding =>
  typeof value === 'object' &&
  value !== null &&
  'message' in value &&
  typeof value.message === 'string'
