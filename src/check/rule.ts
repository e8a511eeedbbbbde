import type { Severity } from '../diagnostics/code-facts.ts'
import type { DiagnosticCode } from '../diagnostics/codes.ts'
import type { Origin } from '../tree/origin.ts'
import type { AnyCursor, Cursor, DomainCursor } from './cursor.ts'
import type { Example } from './example.ts'
import type { ElementAt, FieldPath, RuleElement, RulePath } from './paths.ts'
import type { RuleContext, Target } from './rule-context.ts'
import type { RuleFinding } from './rule-finding.ts'

/** The information that a rule's check receives in addition to the element. */
export interface CheckContext extends RuleContext {
  /** The domain that the element is in. */
  readonly domain: DomainCursor
}

/** Checks one element and yields the findings. */
export type Check<T> = (element: Cursor<T>, context: CheckContext) => Iterable<RuleFinding>

/**
 * A rule's check that stores data between calls. vmc creates it once per build, and calls it with the elements of all domains,
 * one after another.
 */
export interface StatefulCheck<T> {
  readonly check: Check<T>
  /** Runs after the last domain. */
  readonly end?: () => Iterable<RuleFinding>
}

/** The domain types for which libvirt itself runs the guests. For the other types, such as VMware, another program runs them. */
const LIBVIRT = ['kvm', 'qemu', 'hvf', 'xen', 'lxc', 'bhyve', 'test'] as const

/** The domain types that QEMU runs. */
const QEMU = ['kvm', 'qemu', 'hvf'] as const

/** The domain types that a rule applies to, as a list or as the name of a list. */
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
  /** A title that names the problem in a few words and is understandable without context. */
  readonly title: string
  /** A text that explains why the problem matters and what to do. */
  readonly help: string
  /** The domain types that the rule applies to. */
  readonly for: Hypervisors
  /** The source of the rule: the file and function of libvirt or QEMU with the same check, or a report of the problem. */
  readonly source: string
  /** The first releases that the rule applies to. Default: all releases. */
  readonly since?: Target
  /**
   * The releases of libvirt or QEMU from which the rule does not apply any more. The rule runs only if `--target` sets an older
   * release.
   */
  readonly until?: Target
  /** A definition that breaks the rule, and its correction. */
  readonly example: Example
  /** The location of the call of `rule()` that declares a custom rule. `undefined` for built-in rules. */
  readonly origin?: Origin
}

/** A check for a problem that the schema check cannot find. A rule has a method `check` or a method `createCheck`. */
export interface Rule extends RuleFacts {
  /** The elements that the rule checks: a path, several paths, or `'domain'`. */
  readonly on: string | readonly string[]
  /** One or more fields. The rule skips an element that has none of these fields. */
  readonly needs?: string | readonly string[]
  /**
   * A list of values for each of several fields. The rule skips an element if none of the fields has a listed value, unless the
   * element has a field in `needs`.
   */
  readonly where?: Readonly<Record<string, string | readonly string[]>>
  readonly check?: (element: AnyCursor, context: CheckContext) => Iterable<RuleFinding>
  readonly createCheck?: (context: RuleContext) => StatefulCheck<never>
  /** Whether a check that stores data can find a problem in a single domain. */
  readonly appliesToOne?: boolean
  /**
   * Whether the rule compares domains with the hosts in the configuration. If the configuration has no hosts, the rule finds
   * nothing.
   */
  readonly isAboutHosts?: boolean
}

/** The fields of a rule whose TypeScript types come from the schema: the paths, and the function that checks their elements. */
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
 * The condition for the elements that a built-in rule checks: one of the fields, or one of the values. vmc does not call the
 * check for other elements. Only values that are part of the fingerprint of a domain are allowed, such as the values of closed
 * lists.
 */
interface TypedConditions<T, N extends string, W extends string> {
  readonly needs?: (N & NeededPath<T, N>) | readonly (N & NeededPath<T, N>)[]
  readonly where?: { readonly [K in W]: K extends NeededPath<T, K> ? Values : never }
  readonly isAboutHosts?: boolean
}

type Values = string | readonly string[]

/** A path to a field of the element, or of an element below it. With `*`, the path leads to a field of any child element. */
type NeededPath<T, P extends string> = P extends `*/${infer Rest}`
  ? `*/${FieldPath<ElementAt<T, '*'>, Rest>}`
  : FieldPath<T, P>

/** Declares a built-in rule. The TypeScript compiler checks the paths, and the check receives typed elements. */
export const rule = <P extends string, N extends string = never, W extends string = never>(
  definition: RuleFacts & TypedChecks<P> & TypedConditions<RuleElement<P>, N, W>,
): Rule => definition
