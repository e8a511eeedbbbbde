import type { DiagnosticCode, Severity } from '../../diagnostics/codes.ts'
import type { Finding } from '../../diagnostics/diagnostic.ts'
import type { Origin } from '../../tree/origin.ts'
import type { Here } from '../here.ts'
import type { Surroundings, Target } from '../policy.ts'

/** Something that the format allows and libvirt, or the fleet, does not. It says all there is to say about it. */
export type Rule = DomainRule | FleetRule

/** A rule that looks at one domain. */
export interface DomainRule extends RuleFacts {
  readonly check: (domain: Here, around: Surroundings) => Iterable<RuleFinding>
}

/** A rule that looks at all domains of a build, in their order. */
export interface FleetRule extends RuleFacts {
  readonly checkFleet: (fleet: readonly Here[], around: Surroundings) => Iterable<RuleFinding>
  /** The same for domains that come one after another, of which none has to be kept; begun anew for each fleet. */
  readonly meet?: (around: Surroundings) => (domain: Here) => Iterable<RuleFinding>
  /** Does it have something to say of one domain alone, too? */
  readonly ofOne?: boolean
}

/** A rule about a fleet that needs to know little of the domains before the one it looks at. */
export const meeting = (
  meet: NonNullable<FleetRule['meet']>,
): Pick<FleetRule, 'checkFleet' | 'meet'> => ({
  meet,
  *checkFleet(fleet, around) {
    const next = meet(around)
    for (const domain of fleet) yield* next(domain)
  },
})

/** What there is to say about a rule. */
export interface RuleFacts {
  readonly code: DiagnosticCode
  /** The rule in words that stand in a URL. */
  readonly slug: string
  readonly severity: Severity
  /** What is wrong, in a few words. */
  readonly title: string
  /** Why it matters and what to do. */
  readonly help: string
  /** The types of domain that it is about; all where it is left out. */
  readonly hypervisors?: readonly string[]
  /**
   * What a domain has where the rule has something to say: one of these, by the keys down to it, as `cputune` or
   * `devices/disk/driver/io`; `*` is any key. Left out, the rule is asked about every domain.
   */
  readonly about?: readonly string[]
  /** The first releases that it is about; all where it is left out. */
  readonly since?: Target
  /** The first releases that it is no longer about: only a build for an older `--target` meets it. */
  readonly until?: Target
  /** What breaks it: its test expects this very code, and no other. */
  readonly wrong: Example
  /** The same made right. */
  readonly right: Example
  /** Where it was written, for a rule of a user's. */
  readonly origin?: Origin
}

/** What a rule finds, as `place` and `also` say where. */
export interface RuleFinding extends Finding {
  /** What it is, where it is not what the rule is about: that a user's rule fails. */
  readonly kind?: 'VMC4016'
  /** The element it is about: a waiver there, or above it, covers the finding. */
  readonly at?: Here
  readonly related?: readonly (NonNullable<Finding['related']>[number] & { readonly at?: Here })[]
}

/** A piece of a definition that shows a rule, as XML, as TypeScript, or better as both. */
export interface Example {
  /** What stands in `<domain>`; or whole domains, for a rule about several. */
  readonly xml?: string
  /** What follows `domain('fv0').hvm().memory(GiB(1))`; or what is exported, for a rule about several. */
  readonly ts?: string
  /** What the configuration says of the hosts. */
  readonly hosts?: Surroundings['hosts']
}

/** The types of domain that libvirt runs itself; where another program manages guests, that one decides. */
export const LIBVIRT = ['kvm', 'qemu', 'hvf', 'xen', 'lxc', 'bhyve', 'test'] as const

/** The types of domain that QEMU runs. */
export const QEMU = ['kvm', 'qemu', 'hvf'] as const
