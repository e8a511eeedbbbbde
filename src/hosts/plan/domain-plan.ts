import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { compose, type Matches, matchTrees } from '../../tree/merge/match.ts'
import { type Change, merge } from '../../tree/merge/merge.ts'
import { restrict } from '../../tree/merge/restrict.ts'
import type { Node } from '../../tree/node.ts'
import { emit } from '../../xml/emit.ts'
import type { HostDomain } from '../inventory.ts'
import type { Marker } from '../marker.ts'
import { adapt, isImplicit } from './adapt.ts'
import { addressProblems } from './address-problems.ts'
import { definitionOf, readDefinition } from './host-definition.ts'
import { withKnownRaws } from './known-raws.ts'
import { isSameMachine } from './machine-alias.ts'
import { isOtherMachine, withoutBuses } from './other-machine.ts'
import { type ProgramDomain, resolve } from './resolve.ts'
import {
  hideSecrets,
  PLACEHOLDERS,
  recordedDefinition,
  recordedProgram,
  secretKey,
  withRecordedTexts,
} from './secrets.ts'

/** The differences between a domain of a program and the domain on its host. */
export interface DomainDifferences {
  /**
   * The changes that the program wants to make. If vmc manages the domain, these are the changes of the program since it was
   * last applied. Otherwise these are all differences.
   */
  readonly wanted: readonly Change[]
  /** The changes that others have made on the host since the program was last applied. */
  readonly drift: readonly Change[]
  /** The devices of the program that vmc cannot assign to a single device on the host, because several devices match. */
  readonly ambiguous: readonly { readonly kind: string; readonly device: Node }[]
  /** The addresses in the program that other devices on the host already have. */
  readonly addresses: readonly Diagnostic[]
}

/** The facts about the host that a comparison needs. */
export interface HostFacts {
  /** The MAC addresses that are used on all hosts. */
  readonly takenMacs: ReadonlySet<string>
  /** The release of libvirt on the host. */
  readonly libvirt: string
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
  const { definition } = readDefinition(host)
  if (!definition) return undefined
  if (marker && isUntouched(program, definition, marker))
    return { wanted: [], drift: [], ambiguous: [], addresses: [] }
  const merged = marker && mergeProgram(program, definition, marker, takenMacs)
  const { node, changes, ambiguous } =
    merged ?? mergeOnce(publicPart(program), definition, takenMacs)
  return {
    wanted: changes,
    drift: merged?.last ? driftSince(marker!, merged.last, definition, libvirt) : [],
    ambiguous,
    addresses: addressProblems(definition, node, changes, libvirt),
  }
}

/** Whether nothing has changed: the program and the definition are exactly the ones that vmc recorded. */
const isUntouched = ({ filled }: ProgramDomain, definition: Node, marker: Marker): boolean =>
  // vmc's record of an applied domain contains placeholders instead of secret texts, so it does not show whether a secret
  // text has changed. A domain whose record contains placeholders is therefore never treated as unchanged.
  !PLACEHOLDERS.test(marker.program) &&
  emit(recordedProgram(filled)) === marker.program &&
  emit(recordedDefinition(definition)) === marker.definition

/** The definition on the host, merged with what has changed in the program since vmc last applied it. */
export interface MergedDomain {
  /** The definition with the changes of the program. */
  readonly node: Node
  /** The domain of the program, with the host's values in the fields that vmc has filled in. */
  readonly program: Node
  /** The definition that vmc recorded, if there is one. */
  readonly last: Node | undefined
  readonly changes: readonly Change[]
  readonly ambiguous: DomainDifferences['ambiguous']
}

/**
 * Changes a definition in the same way in which the program has changed since vmc last applied the program. Returns `undefined`
 * if the marker cannot be read.
 */
export function mergeProgram(
  program: ProgramDomain,
  definition: Node,
  marker: Marker,
  takenMacs: ReadonlySet<string>,
): MergedDomain | undefined {
  const recorded = definitionOf(marker.program)
  // If the marker in the metadata of a domain contains no definition, vmc was interrupted after it had applied the program
  // and before it recorded the definition.
  const last = marker.definition === undefined ? undefined : definitionOf(marker.definition)
  if (!recorded || (!last && marker.definition !== undefined)) return undefined
  const applied = withRecordedTexts(recorded, last ?? definition, withKnownRaws(program.filled))
  const { node: own, matches, ambiguous } = resolve(publicPart(program), applied, takenMacs)
  const known = knownState(applied, last, definition)
  const { target, originalOf, targetOf } = isOtherMachine(own, definition)
    ? knownState(
        applied,
        last && withoutBuses(last, known.originalOf),
        withoutBuses(definition, known.targetOf),
      )
    : known
  const { node, changes } = merge({
    ...{ base: applied, next: own, target },
    ...{ baseOf: matches, targetOf, originalOf },
    ...HOST_RULES,
  })
  return { node, program: own, last, changes, ambiguous }
}

/**
 * The definition on a host, and the elements of the host's definition and of the recorded definition that correspond to
 * elements of the applied program.
 */
function knownState(applied: Node, last: Node | undefined, target: Node) {
  const originalOf = matchTrees(applied, last ?? target)
  const targetOf = last ? compose(originalOf, matchTrees(last, target)) : originalOf
  return { target, originalOf, targetOf }
}

/** The state that vmc records when `vmc adopt` marks a domain on a host as managed by the project. */
export interface AdoptedState {
  /** The domain in the program, with the values of the host in all fields that the program sets. */
  readonly program: Node
  readonly definition: Node
}

/**
 * Returns the state that vmc records when it adopts a domain. The recorded values come from the host. So vmc treats every
 * difference between the program and the record as a later change of the program. Returns `undefined` if the definition on the
 * host cannot be read.
 */
export function adoptedState(
  program: ProgramDomain,
  host: HostDomain,
  takenMacs: ReadonlySet<string>,
): AdoptedState | undefined {
  const { definition } = readDefinition(host)
  if (!definition) return undefined
  const { node, matches } = resolve(publicPart(program), definition, takenMacs)
  return {
    program: recordedProgram(restrict(node, definition, matches).node),
    definition: recordedDefinition(definition),
  }
}

/**
 * The definition that vmc records after it has applied a program. Changes that others have made stay visible as differences,
 * unless the program sets the same values.
 */
export function definitionToRecord(
  program: ProgramDomain,
  { before, after }: { readonly before: Node; readonly after: Node },
  marker: Marker,
  takenMacs: ReadonlySet<string>,
): Node {
  const last = definitionOf(marker.definition!)!
  const [changed, written] = [before, after].map(recordedDefinition) as [Node, Node]
  const undone = merge({
    base: changed,
    next: last,
    target: written,
    baseOf: matchTrees(last, changed),
    targetOf: matchTrees(changed, written),
  })
  return recordedDefinition(mergeProgram(program, undone.node, marker, takenMacs)!.node)
}

const publicPart = ({ written, filled }: ProgramDomain): ProgramDomain => ({
  written: hideSecrets(withKnownRaws(written)),
  filled: hideSecrets(withKnownRaws(filled)),
})

/**
 * Changes a definition so that it matches a program in all fields that the program sets. Used for a domain that vmc has not
 * recorded yet.
 */
function mergeOnce(
  own: ProgramDomain,
  definition: Node,
  takenMacs: ReadonlySet<string>,
): Pick<MergedDomain, 'node' | 'changes' | 'ambiguous'> {
  const { node, matches, ambiguous } = resolve(own, definition, takenMacs)
  const { node: base, baseOf, targetOf } = restrict(node, definition, matches)
  const merged = merge({
    base,
    next: node,
    target: definition,
    baseOf,
    targetOf,
    ...HOST_RULES,
  })
  return { ...merged, ambiguous }
}

/** The changes that others have made to a domain since vmc last recorded it. */
export function driftOf(marker: Marker, xml: string, libvirt: string): readonly Change[] {
  if (marker.definition === undefined) return []
  const [last, now] = [marker.definition, xml].map(definitionOf)
  return last && now ? driftSince(marker, last, now, libvirt) : []
}

/**
 * The changes that others have made to a definition. If libvirt was upgraded, values that only a newer libvirt adds, such as
 * controller models, are not included.
 */
function driftSince(
  marker: Marker,
  last: Node,
  definition: Node,
  libvirt: string,
): readonly Change[] {
  const drift = changesBetween(last, recordedDefinition(definition)).filter(isByOthers)
  if (marker.libvirt === libvirt) return drift
  return drift.filter(({ kind, keys }) => {
    const [first, device = ''] = keys
    const isDevice = first === 'devices' && keys.length === 2
    return kind !== 'added' || (isDevice && !ADDED_BY_LIBVIRT.includes(device))
  })
}

// libvirt numbers the consoles again each time it reads a definition, so a changed console number is not a change by someone
// else.
const isByOthers = ({ keys }: Change): boolean => keys.join('/') !== 'devices/console/target/port'

const ADDED_BY_LIBVIRT = [
  'controller',
  'audio',
  'watchdog',
  'memballoon',
  'input',
  'panic',
  'video',
]

/** The differences between two definitions of the same domain. */
export function changesBetween(before: Node, after: Node): readonly Change[] {
  return merge({
    base: before,
    next: after,
    target: before,
    baseOf: matchTrees(after, before),
    targetOf: identity,
    isSame,
  }).changes
}

const identity: Pick<Matches, 'get'> = { get: node => node }

function isSame(keys: readonly string[], a: string, b: string): boolean {
  return keys.join('/') === 'os/type/machine' && isSameMachine(a, b)
}

/**
 * The functions with which a merge handles libvirt's definitions: values with several spellings, devices that libvirt adds,
 * secrets, and derived values.
 */
const HOST_RULES = { isSame, isImplicit, secretKey, adapt }
