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

/** How a domain on a host differs from its program. */
export interface DomainDifferences {
  /** What the program changes: since it was applied, or for a domain that vmc does not own, in total. */
  readonly wanted: readonly Change[]
  /** What others changed on the host since the program was applied. */
  readonly drift: readonly Change[]
  /** Devices of the program that could represent several devices of the host. */
  readonly ambiguous: readonly { readonly kind: string; readonly device: Node }[]
}

/** A definition with the changes of a program, and how it differed. */
export interface DomainPatch extends DomainDifferences {
  /** The definition with the changes of the program. What others changed stays, also where the program changes it too. */
  readonly definition: Node
  /** The program with the values that vmc and the host filled in, to record when the definition is defined. */
  readonly program: Node
}

/** What a comparison needs to know about the host. */
export interface HostFacts {
  /** The MAC addresses on all hosts. */
  readonly takenMacs: ReadonlySet<string>
  /** The release of libvirt on the host. */
  readonly libvirt: string
}

/** The tree of a definition, without vmc's marker and without secrets. */
export function definitionOf(xml: string): Node | undefined {
  const { node } = read(xml, domainElement)
  return node && withoutSecrets(withoutMarker(node))
}

/**
 * Compares a domain of a program with its definition on a host. With a marker, this is a three-way comparison with what the program
 * and the definition were when the program was applied. Without a marker, everything that the program sets is compared, and what
 * only the host has is left alone.
 */
export function compareDomain(
  program: ProgramDomain,
  host: HostDomain,
  marker: Marker | undefined,
  facts: HostFacts,
): DomainDifferences | undefined {
  const definition = definitionOf(host.xml)
  if (!definition) return undefined
  const { wanted, drift, ambiguous } = patch(publicPart(program), definition, marker, facts)
  return { wanted, drift, ambiguous }
}

/**
 * The definition to define on a host, so that it is what the program says. `xml` is its definition with the passwords
 * (`--security-info`), which the patch keeps. `undefined` if it cannot be read.
 */
export function patchDomain(
  program: ProgramDomain,
  xml: string,
  marker: Marker | undefined,
  facts: HostFacts,
): DomainPatch | undefined {
  const { node } = read(xml, domainElement)
  return node && patch(program, withoutMarker(node), marker, facts)
}

function patch(
  own: ProgramDomain,
  definition: Node,
  marker: Marker | undefined,
  { takenMacs, libvirt }: HostFacts,
): DomainPatch {
  const last = marker && definitionOf(marker.definition)
  const applied = marker && definitionOf(marker.program)
  if (!marker || !last || !applied) return compareOnce(own, definition, takenMacs)
  const { node, matches, ambiguous } = resolve(own, applied, takenMacs)
  const originalOf = matchTrees(applied, last)
  const { node: patched, changes: wanted } = merge({
    base: applied,
    next: node,
    target: definition,
    baseOf: matches,
    targetOf: compose(originalOf, matchTrees(last, definition)),
    originalOf,
    isSame,
  })
  return {
    wanted,
    drift: driftSince(marker, last, definition, libvirt),
    ambiguous,
    definition: patched,
    program: node,
  }
}

/** The state that vmc records when it adopts a domain. */
export interface AdoptedState {
  /** The values that the host has for what the program sets, as if the program had set them. */
  readonly program: Node
  readonly definition: Node
}

/**
 * The state to record of a domain that is adopted as it is: the differences to the program then become changes that the program
 * wants. `undefined` if its definition cannot be read.
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
): DomainPatch {
  const { node, matches, ambiguous } = resolve(own, definition, takenMacs)
  const { node: base, baseOf, targetOf } = restrict(node, definition, matches)
  const merged = merge({ base, next: node, target: definition, baseOf, targetOf, isSame })
  const { node: patched, changes: wanted } = merged
  return { wanted, drift: [], ambiguous, definition: patched, program: node }
}

/** What others changed in a domain since vmc recorded it. */
export function driftOf(marker: Marker, xml: string, libvirt: string): readonly Change[] {
  const [last, now] = [marker.definition, xml].map(definitionOf)
  return last && now ? driftSince(marker, last, now, libvirt) : []
}

/**
 * Changes by others, without what a newer libvirt adds by itself: it writes more of what it fills in, such as models of
 * controllers.
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

/** What changed between two definitions of the same domain. */
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
