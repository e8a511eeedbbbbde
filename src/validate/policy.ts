import type { Severity } from '../diagnostics/codes.ts'
import { lookup } from '../schema/lookup.ts'
import { rules } from './rules/index.ts'
import type { DomainRule, FleetRule, Rule } from './rules/rule.ts'
import { isNewer } from './target.ts'

/** What the domains will run on, as far as it is known: releases of libvirt and of QEMU. */
export interface Target {
  readonly libvirt?: string
  readonly qemu?: string
}

/** What a host has, as far as it is declared. */
export interface Host {
  /** Its memory, in bytes. */
  readonly memory?: bigint
  /** Its huge pages: how many, by the bytes of one. */
  readonly hugepages?: ReadonlyMap<bigint, number>
  /** How many CPUs it has; they count from 0. */
  readonly cpus?: number
}

/** What rules know beside the domains. */
export interface Surroundings {
  readonly target: Target
  /** The hosts that the configuration declares, by name. */
  readonly hosts: Readonly<Record<string, Host>>
}

/** By what domains are judged beside the format: rules, how bad each is, and what the domains will run on. */
export interface Policy extends Surroundings {
  /** vmc's own rules, and the user's. */
  readonly rules: readonly Rule[]
  /** The severities that are not the rules' own, by slug. */
  readonly severities: Readonly<Record<string, Severity | 'off' | undefined>>
}

/** vmc's own rules as they are. */
export const standard: Policy = { rules, severities: {}, target: {}, hosts: {} }

/** A rule that counts, as bad as the policy says. */
export type InForce<R extends Rule = Rule> = R & { readonly severity: Severity }

/** The rules of a policy that count: those that are not off, and are about its target. */
export function inForce({ rules, severities, target }: Policy): readonly InForce[] {
  return rules.flatMap(rule => {
    const severity = lookup(severities, rule.slug) ?? rule.severity
    return severity === 'off' || !isAboutTarget(rule, target) ? [] : [{ ...rule, severity }]
  })
}

/**
 * Is a rule about the releases of a target? What is not known is taken for the newest: a rule that ended with some
 * release is met only where the target is older.
 */
export function isAboutTarget({ since, until }: Rule, target: Target): boolean {
  return (['libvirt', 'qemu'] as const).every(part => {
    const release = target[part]
    if (release === undefined) return until?.[part] === undefined
    const ended = until?.[part] !== undefined && !isNewer(until[part], release)
    return !ended && !isNewer(since?.[part], release)
  })
}

export const isDomainRule = (rule: Rule): rule is DomainRule =>
  (rule as Partial<DomainRule>).check !== undefined
export const isFleetRule = (rule: Rule): rule is FleetRule => !isDomainRule(rule)
