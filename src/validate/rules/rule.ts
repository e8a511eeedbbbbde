import type { RuleCode, Severity } from '../../diagnostics/codes.ts'
import type { Finding } from '../../diagnostics/diagnostic.ts'
import type { Here } from '../here.ts'

/** Something that the format allows and libvirt, or the fleet, does not. It says all there is to say about it. */
export type Rule = DomainRule | FleetRule

/** A rule that looks at one domain. */
export interface DomainRule extends RuleFacts {
  readonly check: (domain: Here) => Iterable<Finding>
}

/** A rule that looks at all domains of a build, in their order. */
export interface FleetRule extends RuleFacts {
  readonly checkFleet: (fleet: readonly Here[]) => Iterable<Finding>
}

/** What there is to say about a rule. */
export interface RuleFacts {
  readonly code: RuleCode
  /** The rule in words that stand in a URL. */
  readonly slug: string
  readonly severity: Severity
  /** What is wrong, in a few words. */
  readonly title: string
  /** Why it matters and what to do. */
  readonly help: string
  /** The types of domain that it is about; all where it is left out. */
  readonly hypervisors?: readonly string[]
  /** What breaks it: its test expects this very code, and no other. */
  readonly wrong: Example
  /** The same made right. */
  readonly right: Example
}

/** A piece of a definition that shows a rule. */
export interface Example {
  /** What stands in `<domain>`; or whole domains, for a rule about several. */
  readonly xml: string
  /** What follows `domain('fv0').hvm()`; or what is exported, for a rule about several. */
  readonly ts?: string
}

/** The types of domain that libvirt runs itself; where another program manages guests, that one decides. */
export const LIBVIRT = ['kvm', 'qemu', 'hvf', 'xen', 'lxc', 'bhyve', 'test'] as const

/** The types of domain that QEMU runs. */
export const QEMU = ['kvm', 'qemu', 'hvf'] as const
