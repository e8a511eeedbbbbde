import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { isAlike } from '../../tree/merge/content.ts'
import type { Change } from '../../tree/merge/merge.ts'
import type { ParameterValues } from '../../tree/parameters.ts'
import { definitionToRecord } from '../plan/domain-plan.ts'
import { definitionOf } from '../plan/host-definition.ts'
import { impactOf } from '../plan/impact.ts'
import {
  type ComparedDomain,
  isRenamed,
  type NewDomain,
  type Plan,
  type PlannedDomain,
} from '../plan/plan.ts'
import { type Obstacle, SAVED, TRANSIENT } from './busy.ts'

/** What to do about one domain of a plan. */
export type Decision =
  | { readonly kind: 'define'; readonly domain: NewDomain }
  | /** Change the definition. */ { readonly kind: 'change'; readonly domain: ComparedDomain }
  | /** Only record the state: the definition is what the program says. */ {
      readonly kind: 'record'
      readonly domain: ComparedDomain
    }
  | { readonly kind: 'none'; readonly domain: PlannedDomain }
  | /** A person has to decide. */ {
      readonly kind: 'blocked'
      readonly domain: PlannedDomain
      readonly obstacles: readonly Obstacle[]
    }

/** Decides what to do about each domain of a plan. `allow` has the paths of the dangerous changes that a person allows. */
export const decide = (
  { domains, macs }: Plan,
  allow: readonly string[] = [],
): readonly Decision[] => domains.map(domain => decisionOn(domain, allow, macs))

function decisionOn(
  domain: PlannedDomain,
  allow: readonly string[],
  macs: ReadonlySet<string>,
): Decision {
  const obstacles = obstaclesOf(domain, allow)
  if (obstacles.length > 0) return { kind: 'blocked', domain, obstacles }
  if (domain.status === 'new') return { kind: 'define', domain }
  if (domain.status !== 'owned') return { kind: 'none', domain }
  if (domain.wanted.length > 0) return { kind: 'change', domain }
  return { kind: isStale(domain, macs) ? 'record' : 'none', domain }
}

/** Whether another program has the domain now, or the program has changed to what others had already changed on the host. */
function isStale(
  { isUnrecorded, drift, source, files }: ComparedDomain,
  macs: ReadonlySet<string>,
) {
  const { marker, program, definition } = source
  if (isUnrecorded || (files && files.join() !== marker!.files?.join())) return true
  if (drift.length === 0) return false
  const now = definitionOf(definition.xml)!
  const recorded = definitionToRecord(program, { before: now, after: now }, marker!, macs)
  return !isAlike(recorded, definitionOf(marker!.definition!)!)
}

/** What stands against applying a domain. */
function obstaclesOf(domain: PlannedDomain, allow: readonly string[]): readonly Obstacle[] {
  const { name } = domain
  switch (domain.status) {
    case 'new':
      return []
    case 'unknown':
      return [
        {
          reason: `${domain.unread.join(' and ')} may have it, and is not reached`,
          help: `if you are sure that the domain is not there, pass ${domain.unread.map(host => `--assume-absent ${host}`).join(' ')}`,
        },
      ]
    case 'refused':
      return [domain]
    case 'unmarked':
      return [{ reason: 'vmc does not manage it yet', help: `adopt the domain: vmc adopt ${name}` }]
    default:
      return domain.wanted.length === 0 ? [] : obstaclesOfChange(domain, allow)
  }
}

function obstaclesOfChange(domain: ComparedDomain, allow: readonly string[]): readonly Obstacle[] {
  const { name, wanted, ambiguous } = domain
  const renames = isRenamed(domain)
  const impacts = wanted.map(change => ({ change, ...impactOf(change, renames) }))
  const conflicts = wanted.filter(({ isConflict }) => isConflict)
  const dangerous = impacts.filter(
    ({ kind, change }) => kind === 'dangerous' && !isAllowed(change, allow),
  )
  return [
    ...presentObstacles(domain, allow),
    ...ambiguous.map(({ kind }) => ({
      reason: `a ${kind} of the program could be several of the host`,
      help: `in the program, set an attribute that distinguishes the ${kind}, such as its alias; the plan shows the candidates`,
    })),
    ...(conflicts.length === 0
      ? []
      : [
          {
            reason: `the program and the host both changed ${pathsOf(conflicts)}`,
            help: `run vmc adopt ${name} to accept the changes on the host, and then vmc diff to see what the program would change`,
          },
        ]),
    ...dangerous.map(({ change }) => dangerOf(change)),
  ]
}

/**
 * What stands against the changes of a domain, besides the changes themselves: the state of the guest, addresses that other devices
 * have, and other parameters.
 */
export function presentObstacles(
  domain: ComparedDomain,
  allow: readonly string[] = [],
): readonly Obstacle[] {
  const { wanted, source, addresses } = domain
  if (wanted.length === 0) return []
  const { isPersistent, hasManagedSave, isActive } = source.definition
  const renames = isRenamed(domain) && wanted.some(({ keys }) => keys.join('/') === 'name')
  const busy = [
    ...(isPersistent ? [] : [TRANSIENT]),
    ...(hasManagedSave ? [SAVED] : []),
    ...(isActive && renames ? [RUNS] : []),
    ...(domain.busy ? [domain.busy] : []),
  ]
  return [...new Set(busy), ...addresses.map(addressObstacle), ...otherParameters(domain, allow)]
}

const addressObstacle = ({ message, help = '', file, line, column }: Diagnostic): Obstacle => ({
  reason: message,
  help,
  ...(file !== undefined && { at: { file, line: line!, column: column! } }),
})

/** A domain that was applied with other parameters may be one that this run does not mean, such as that of another stage. */
function otherParameters(
  { source: { marker }, set = {} }: ComparedDomain,
  allow: readonly string[],
): readonly Obstacle[] {
  const [before, now] = [marker?.set ?? {}, set].map(shownSet)
  if (!marker || before === now || allow.includes('set')) return []
  return [
    {
      reason: `it was applied with ${before}, and this run has ${now}`,
      help: 'to apply the domain with other parameters, pass --allow set',
    },
  ]
}

function shownSet(set: ParameterValues): string {
  const parts = Object.entries(set).map(([name, value]) => `--set ${name}=${value}`)
  return parts.length === 0 ? 'no --set' : parts.sort().join(' ')
}

const RUNS: Obstacle = {
  reason: 'libvirt renames only a domain that is shut off',
  help: 'shut the domain down, and run the command again',
}

function dangerOf(change: Change): Obstacle {
  const path = shownPath(change)
  if (path === 'name')
    return {
      reason: `the host calls it "${change.before}"`,
      help: `to rename the domain, add .formerly('${change.before}') to the program, and do not remove it later`,
    }
  return {
    reason: `the change of ${path} is dangerous`,
    help: `to make the change anyway, pass --allow '${path}'`,
  }
}

/** The path of a change as the plan shows it. */
export const shownPath = ({ path }: Change): string => path.replace(/\/value$/, '')

const pathsOf = (changes: readonly Change[]): string => changes.map(shownPath).join(', ')

/** Whether a person allows a change: the path of the change, or of an element around it, is among the allowed ones. */
export const isAllowed = (change: Change, allow: readonly string[]): boolean =>
  allow.some(path => `${shownPath(change)}/`.startsWith(`${path.replace(/\/$/, '')}/`))
