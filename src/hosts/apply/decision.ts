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
import { unreachedHolders } from '../unreached.ts'
import { type Obstacle, SAVED, TRANSIENT } from './busy.ts'

/** The decision about one domain of a plan. */
export type Decision =
  | { readonly kind: 'define'; readonly domain: NewDomain }
  | /** vmc changes the definition. */ { readonly kind: 'change'; readonly domain: ComparedDomain }
  | /** vmc only records the state, because the definition already matches the program. */ {
      readonly kind: 'record'
      readonly domain: ComparedDomain
    }
  | { readonly kind: 'none'; readonly domain: PlannedDomain }
  | /** vmc does not change the domain before the user has removed the obstacles. */ {
      readonly kind: 'blocked'
      readonly domain: PlannedDomain
      readonly obstacles: readonly Obstacle[]
    }

/** Decides what to do with each domain of a plan. `allow` contains the paths of dangerous changes that the user allows. */
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

/**
 * Whether the domain must be recorded again: another program contains it now, or the program now has a change that others had
 * already made on the host.
 */
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

/** The reasons why a domain cannot be applied. */
function obstaclesOf(domain: PlannedDomain, allow: readonly string[]): readonly Obstacle[] {
  const { name } = domain
  switch (domain.status) {
    case 'new':
      return sharedObstacles(domain, allow)
    case 'unknown':
      return [unknownObstacle(domain)]
    case 'refused':
      return [domain]
    case 'unmarked':
      return [{ reason: 'vmc does not manage it yet', help: `adopt the domain: vmc adopt ${name}` }]
    default:
      return domain.wanted.length === 0 ? [] : obstaclesOfChange(domain, allow)
  }
}

/** The reason why vmc does not define a domain that a host which it could not reach may have. */
function unknownObstacle({
  unread,
  host: { name, uri },
}: Extract<PlannedDomain, { readonly status: 'unknown' }>): Obstacle {
  if (unread.includes(name))
    return {
      reason: `its host ${name} is not reached`,
      help: `find the cause with virsh -c '${uri}' list --all, and run the command again once vmc can reach the host`,
    }
  return {
    reason: unreachedHolders(unread),
    help: `if you are sure that no unreachable host has the domain, pass ${unread.map(host => `--assume-absent ${host}`).join(' ')}`,
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
      help: `in the program, set an attribute that distinguishes the ${kind} from the others, such as its alias; the plan shows the possible matches on the host`,
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
 * Returns the reasons against changing a domain, apart from the changes themselves: the state of the guest, addresses that
 * other devices have, and `--set` parameters that differ from those with which the domain was last applied.
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
  return [
    ...new Set(busy),
    ...addresses.map(addressObstacle),
    ...sharedObstacles(domain, allow),
    ...otherParameters(domain, allow),
  ]
}

/** The images and MAC addresses of other domains that the user has not allowed. */
export const sharedObstacles = (
  { shared = [] }: NewDomain | ComparedDomain,
  allow: readonly string[] = [],
): readonly Obstacle[] => shared.filter(({ path }) => !isCovered(path, allow))

const addressObstacle = ({ message, help = '', file, line, column }: Diagnostic): Obstacle => ({
  reason: message,
  help,
  ...(file !== undefined && { at: { file, line: line!, column: column! } }),
})

/** The value of `--allow` that allows other `--set` parameters. All other values are paths of changes. */
const ALLOW_PARAMETERS = 'set'

/**
 * Returns a reason not to change a domain that was applied with other `--set` parameters. It may be another domain with the
 * same name, such as the domain of another stage.
 */
function otherParameters(
  { source: { marker }, set = {} }: ComparedDomain,
  allow: readonly string[],
): readonly Obstacle[] {
  const [before, now] = [marker?.set ?? {}, set].map(shownSet)
  if (!marker || before === now || allow.includes(ALLOW_PARAMETERS)) return []
  return [
    {
      reason: `it was applied with ${before}, and this run has ${now}`,
      help: `to apply the domain with other parameters, pass --allow ${ALLOW_PARAMETERS}`,
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

/** The path of a change in the form in which the plan shows it. */
export const shownPath = ({ path }: Change): string => path.replace(/\/value$/, '')

const pathsOf = (changes: readonly Change[]): string => changes.map(shownPath).join(', ')

/** Returns the paths of `allow` that no planned change has. They may be misspelt or belong to another plan. */
export function unusedPaths({ domains }: Plan, allow: readonly string[]): readonly string[] {
  const planned = domains.flatMap(one => [
    ...('wanted' in one ? one.wanted.map(shownPath) : []),
    ...('shared' in one ? (one.shared ?? []).map(({ path }) => path) : []),
  ])
  return allow.filter(
    path => path !== ALLOW_PARAMETERS && !planned.some(one => isCovered(one, [path])),
  )
}

/**
 * Whether the user allows a change. This is the case if `allow` contains the path of the change, or of an element that contains
 * the change.
 */
const isAllowed = (change: Change, allow: readonly string[]): boolean =>
  isCovered(shownPath(change), allow)

const isCovered = (path: string, allow: readonly string[]): boolean =>
  allow.some(one => `${path}/`.startsWith(`${one.replace(/\/$/, '')}/`))
