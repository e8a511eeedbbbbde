import type { Severity } from '../diagnostics/code-facts.ts'
import type { DiagnosticCode } from '../diagnostics/codes.ts'
import type { Origin } from '../tree/origin.ts'
import type { AnyCursor, Cursor, DomainCursor } from './cursor.ts'
import type { Example } from './example.ts'
import type { ElementAt, FieldPath, RuleElement, RulePath } from './paths.ts'
import type { RuleContext, Target } from './rule-context.ts'
import type { RuleFinding } from './rule-finding.ts'

/** The information that a check gets in addition to its element. */
export interface CheckContext extends RuleContext {
  /** The domain that the element is in. */
  readonly domain: DomainCursor
}

/** Checks one element and yields the findings. */
export type Check<T> = (element: Cursor<T>, context: CheckContext) => Iterable<RuleFinding>

/** A check with state. vmc creates it once per build, and calls it for the elements of all domains one after another. */
export interface StatefulCheck<T> {
  readonly check: Check<T>
  /** Runs after the last domain. */
  readonly end?: () => Iterable<RuleFinding>
}

/** The domain types whose guests libvirt manages itself. Hypervisors such as VMware manage the guests of the other types. */
const LIBVIRT = ['kvm', 'qemu', 'hvf', 'xen', 'lxc', 'bhyve', 'test'] as const

/** The domain types that QEMU runs. */
const QEMU = ['kvm', 'qemu', 'hvf'] as const

/** The domain types that a rule applies to: a list of types, or the name of a list. */
export type Hypervisors = 'all' | 'libvirt' | 'qemu' | readonly string[]

/** The domain types that a rule applies to. `undefined` means all types. */
export function domainTypesOf(hypervisors: Hypervisors): readonly string[] | undefined {
  if (hypervisors === 'all') return undefined
  if (hypervisors === 'libvirt') return LIBVIRT
  return hypervisors === 'qemu' ? QEMU : hypervisors
}

/** All properties of a rule except its check. */
export interface RuleFacts {
  readonly code: DiagnosticCode
  /** The name of the rule: words joined by hyphens. */
  readonly slug: string
  readonly severity: Severity
  /** The problem in a few words. It is understandable without context. */
  readonly title: string
  /** Why the problem matters, and what to do about it. */
  readonly help: string
  /** The domain types that the rule applies to. */
  readonly for: Hypervisors
  /** The source of the rule: the file and function of libvirt or QEMU with the same check, or a report of the problem. */
  readonly source: string
  /** The first releases that the rule applies to. Default: all releases. */
  readonly since?: Target
  /** The first releases to which the rule no longer applies. The rule runs only for a `--target` with older releases. */
  readonly until?: Target
  /** A definition that breaks the rule and its correction. */
  readonly example: Example
  /** The call of `rule()` that declares a custom rule. `undefined` for built-in rules. */
  readonly origin?: Origin
}

/** A check for a problem that the schema check cannot find. A rule has either `check` or `createCheck`. */
export interface Rule extends RuleFacts {
  /** The elements that the rule is about: a path, several paths, or `'domain'`. */
  readonly on: string | readonly string[]
  /** One or more fields. The rule skips elements that have none of these fields. */
  readonly needs?: string | readonly string[]
  /** Values by field. An element must have one of them, unless it has a field that `needs` names. */
  readonly where?: Readonly<Record<string, string | readonly string[]>>
  readonly check?: (element: AnyCursor, context: CheckContext) => Iterable<RuleFinding>
  readonly createCheck?: (context: RuleContext) => StatefulCheck<never>
  /** Whether a stateful check can find something in a single domain. */
  readonly appliesToOne?: boolean
  /** Whether the rule compares domains with the hosts of the configuration, so that it finds nothing without hosts. */
  readonly isAboutHosts?: boolean
}

/** The part of a rule with types derived from the schema: its paths, and a check for the elements at these paths. */
export type TypedChecks<P extends string> = {
  readonly on: (P & RulePath<P>) | readonly (P & RulePath<P>)[]
} & (
  | { readonly check: Check<RuleElement<P>>; readonly createCheck?: never }
  | {
      readonly createCheck: (context: RuleContext) => StatefulCheck<RuleElement<P>>
      readonly check?: never
      readonly appliesToOne?: boolean
    }
)

/**
 * What an element must have, so that a built-in rule can find something in it: one of the fields, or one of the values. It saves
 * the calls for the other elements. A value must be a part of the fingerprint of a domain, as the words of closed lists are.
 */
interface TypedConditions<T, N extends string, W extends string> {
  readonly needs?: (N & NeededPath<T, N>) | readonly (N & NeededPath<T, N>)[]
  readonly where?: { readonly [K in W]: K extends NeededPath<T, K> ? Values : never }
  readonly isAboutHosts?: boolean
}

type Values = string | readonly string[]

/** A path to a field: of the element, of an element below it, or with `*` of any child. */
type NeededPath<T, P extends string> = P extends `*/${infer Rest}`
  ? `*/${FieldPath<ElementAt<T, '*'>, Rest>}`
  : FieldPath<T, P>

/** Declares a built-in rule. The TypeScript compiler checks the paths, and the check receives typed elements. */
export const rule = <P extends string, N extends string = never, W extends string = never>(
  definition: RuleFacts & TypedChecks<P> & TypedConditions<RuleElement<P>, N, W>,
): Rule => definition
