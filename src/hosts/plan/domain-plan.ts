import { domain as domainElement } from '../../schema/domain/domain.ts'
import { compose, type Matches, matchTrees } from '../../tree/merge/match.ts'
import { type Change, merge } from '../../tree/merge/merge.ts'
import { restrict } from '../../tree/merge/restrict.ts'
import type { Node } from '../../tree/node.ts'
import { read } from '../../xml/read.ts'
import type { HostDomain } from '../inventory.ts'
import { type Marker, withoutMarker } from '../marker.ts'
import { isSameMachine } from './machine-alias.ts'
import { type ProgramDomain, resolve } from './resolve.ts'
import { withoutPrivate, withoutSecrets } from './secrets.ts'

/** The differences between a domain of a program and the domain on its host. */
export interface DomainDifferences {
  /**
   * The changes that the program wants to make. If vmc manages the domain, these are the changes of the program since it was
   * last applied. Otherwise these are all differences.
   */
  readonly wanted: readonly Change[]
  /** The changes that others have made on the host since the program was last applied. */
  readonly drift: readonly Change[]
  /** The devices of the program that could match several devices on the host. */
  readonly ambiguous: readonly { readonly kind: string; readonly device: Node }[]
}

/** The facts about the host that a comparison needs. */
export interface HostFacts {
  /** The MAC addresses that are used on all hosts. */
  readonly takenMacs: ReadonlySet<string>
  /** The release of libvirt on the host. */
  readonly libvirt: string
}

/** Parses a definition, and removes vmc's marker and the secrets. */
export function definitionOf(xml: string): Node | undefined {
  const { node } = read(xml, domainElement)
  return node && withoutSecrets(withoutMarker(node))
}

/**
 * Compares a domain of a program with its definition on a host. With a marker, this is a three-way comparison: the marker
 * contains the program and the definition when the program was last applied. Without a marker, only the fields that the
 * program sets are compared.
 */
export function compareDomain(
  program: ProgramDomain,
  host: HostDomain,
  marker: Marker | undefined,
  { takenMacs, libvirt }: HostFacts,
): DomainDifferences | undefined {
  const definition = definitionOf(host.xml)
  if (!definition) return undefined
  const own = publicPart(program)
  const last = marker && definitionOf(marker.definition)
  const applied = marker && definitionOf(marker.program)
  if (!marker || !last || !applied) return compareOnce(own, definition, takenMacs)
  const { node, matches, ambiguous } = resolve(own, applied, takenMacs)
  const originalOf = matchTrees(applied, last)
  const { changes: wanted } = merge({
    base: applied,
    next: node,
    target: definition,
    baseOf: matches,
    targetOf: compose(originalOf, matchTrees(last, definition)),
    originalOf,
    isSame,
  })
  return { wanted, drift: driftSince(marker, last, definition, libvirt), ambiguous }
}

/** The state that vmc records when it adopts a domain. */
export interface AdoptedState {
  /** The domain of the program with the values of the host. It has only the fields that the program sets. */
  readonly program: Node
  readonly definition: Node
}

/**
 * Returns the state that vmc records when it adopts a domain. The recorded values come from the host, so all differences to
 * the program are later changes that the program wants. Returns `undefined` if the definition cannot be read.
 */
export function adoptedState(
  program: ProgramDomain,
  host: HostDomain,
  takenMacs: ReadonlySet<string>,
): AdoptedState | undefined {
  const definition = definitionOf(host.xml)
  if (!definition) return undefined
  const { node, matches } = resolve(publicPart(program), definition, takenMacs)
  return {
    program: withoutPrivate(restrict(node, definition, matches).node),
    definition: withoutPrivate(definition),
  }
}

const publicPart = ({ written, filled }: ProgramDomain): ProgramDomain => ({
  written: withoutSecrets(written),
  filled: withoutSecrets(filled),
})

function compareOnce(
  own: ProgramDomain,
  definition: Node,
  takenMacs: ReadonlySet<string>,
): DomainDifferences {
  const { node, matches, ambiguous } = resolve(own, definition, takenMacs)
  const { node: base, baseOf, targetOf } = restrict(node, definition, matches)
  const { changes } = merge({ base, next: node, target: definition, baseOf, targetOf, isSame })
  return { wanted: changes, drift: [], ambiguous }
}

/** The changes that others have made to a domain since vmc last recorded it. */
export function driftOf(marker: Marker, xml: string, libvirt: string): readonly Change[] {
  const [last, now] = [marker.definition, xml].map(definitionOf)
  return last && now ? driftSince(marker, last, now, libvirt) : []
}

/**
 * The changes that others have made to a definition. If libvirt was upgraded, the values that a newer libvirt adds by itself,
 * such as controller models, are not included.
 */
function driftSince(
  marker: Marker,
  last: Node,
  definition: Node,
  libvirt: string,
): readonly Change[] {
  const drift = changesBetween(last, withoutPrivate(definition))
  if (marker.libvirt === libvirt) return drift
  return drift.filter(({ kind, keys }) => {
    const [first, device = ''] = keys
    const isDevice = first === 'devices' && keys.length === 2
    return kind !== 'added' || (isDevice && !ADDED_BY_LIBVIRT.includes(device))
  })
}

const ADDED_BY_LIBVIRT = [
  'controller',
  'audio',
  'watchdog',
  'memballoon',
  'input',
  'panic',
  'video',
]

/** The changes between two definitions of the same domain. */
function changesBetween(before: Node, after: Node): readonly Change[] {
  return merge({
    base: before,
    next: after,
    target: before,
    baseOf: matchTrees(after, before),
    targetOf: identity,
  }).changes
}

const identity: Pick<Matches, 'get'> = { get: node => node }

const isSame = (keys: readonly string[], a: string, b: string): boolean =>
  keys.join('/') === 'os/type/machine' && isSameMachine(a, b)
