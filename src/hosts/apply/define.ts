import { domain as domainElement } from '../../schema/domain/domain.ts'
import { emptyNode, type Node } from '../../tree/node.ts'
import { emit } from '../../xml/emit.ts'
import { type Marker, markedXml } from '../marker.ts'
import { definitionOf } from '../plan/host-definition.ts'
import type { NewDomain } from '../plan/plan.ts'
import { resolve } from '../plan/resolve.ts'
import { hideSecrets, recordedDefinition, recordedProgram } from '../plan/secrets.ts'
import { dumpCommand, READ, WRITE } from './dump.ts'
import { isFailure, type Outcome } from './outcome.ts'
import {
  fitsCommand,
  markerStateIn,
  type Recording,
  recordCommands,
  recordFailures,
  withoutMarkerElement,
} from './record.ts'
import { type Made, type Sampled, Samples } from './samples.ts'
import { markerFor, type Session } from './session.ts'
import { withTemporaryFiles } from './temporary-files.ts'
import { compareReadBack } from './verify.ts'

/** A new domain to define, with the marker that vmc writes first. Later, vmc records the definition that libvirt returns. */
interface NewDefinition {
  readonly domain: NewDomain
  readonly node: Node
  readonly marker: Marker
  readonly sampled: Sampled
}

/** A domain that libvirt has defined, but whose metadata does not yet contain a record of the definition that libvirt returned. */
interface Unrecorded extends Recording {
  readonly domain: NewDomain
  /** Values of the program that libvirt has dropped. */
  readonly lost: readonly string[]
}

/** The settings for defining new domains. */
export interface DefineOptions {
  readonly starts?: boolean | undefined
  /** Whether to define and start other domains after a failure. Default: false. */
  readonly keepsGoing?: boolean | undefined
  /** The new domains that were defined earlier on the same host, with the definitions that libvirt returned for them. */
  readonly samples?: Samples
}

/**
 * Defines domains that no host has, and returns the results in the same order. A single virsh process defines the domains, at
 * first one of each kind, because a process for each domain would take much longer. If libvirt refuses one of these domains,
 * vmc does not begin with the others, and starts none. vmc never undefines a new domain.
 *
 * @throws {LockedError} If someone has broken the lock.
 * @throws {HostError} If the host does not answer.
 */
export async function defineDomains(
  session: Session,
  domains: readonly NewDomain[],
  { starts = false, keepsGoing = false, samples = new Samples() }: DefineOptions = {},
): Promise<readonly Outcome[]> {
  const { connection, lock } = session
  const [uuids, names] = await lock.read(
    [
      ['list', '--all', '--uuid'],
      ['list', '--all', '--name'],
    ],
    READ,
  )
  const taken = new Set([uuids, names].flatMap(reply => reply!.stdout.split('\n')))
  const outcomes = new Map<NewDomain, Outcome>()
  const definitions: NewDefinition[] = []
  for (const domain of domains) {
    const definition = definitionFor(session, domain, samples)
    const { uuid, name } = domain
    if (taken.has(uuid) || taken.has(name)) outcomes.set(domain, APPEARED)
    else if (!fitsCommand({ ...definition.marker, definition: definition.marker.program }))
      outcomes.set(domain, refused('its definition is too large to record'))
    else definitions.push(definition)
  }
  const [own, others] = [true, false].map(isSample =>
    definitions.filter(({ sampled }) => sampled.isSample === isSample),
  )
  const stops = (): boolean => !keepsGoing && [...outcomes.values()].some(isFailure)
  let unrecorded: readonly Unrecorded[] = []
  // Each step defines a group of domains and, at the same time, writes the records of the group before it. The last step has
  // an empty group and only writes the last records.
  for (const group of [own!, others!, []])
    unrecorded = await write(session, stops() ? [] : group, unrecorded, outcomes)
  if (starts && !stops()) await start(connection, outcomes)
  return domains.map(domain => outcomes.get(domain) ?? { kind: 'skipped' })
}

/** Returns the definition for a new domain. Its NICs get MAC addresses that no other domain has. */
function definitionFor(session: Session, domain: NewDomain, samples: Samples): NewDefinition {
  const start = emptyNode(domainElement, domain.origin)
  const { node } = resolve(domain.program, start, session.macs)
  const recorded = recordedProgram(node)
  const program = emit(recorded)
  const marker = markerFor(session, domain, { program })
  return { domain, node, marker, sampled: samples.sampleFor(recorded, program) }
}

/**
 * Defines new domains, and records the definitions that libvirt returned for the previous group of domains. Returns the new
 * domains that must be recorded later, because libvirt returned another definition than vmc had predicted, or because vmc could
 * not predict the definition.
 */
function write(
  { connection }: Session,
  definitions: readonly NewDefinition[],
  recordings: readonly Unrecorded[],
  outcomes: Map<NewDomain, Outcome>,
): Promise<readonly Unrecorded[]> {
  const predictions = definitions.map(({ sampled }) => sampled.prediction())
  const texts = definitions.map(({ node, marker }, index) => {
    const definition = predictions[index]?.definition
    return markedXml(node, { ...marker, ...(definition !== undefined && { definition }) })
  })
  return withTemporaryFiles(texts, async files => {
    const commands = [
      ...recordCommands(recordings),
      // virsh define is called without the option --validate, which takes ten times as long. vmc reads the definition back
      // instead, and reports values that libvirt has dropped.
      ...files.map(file => ['define', file]),
      ...definitions.map(({ domain: { uuid } }) => dumpCommand(uuid)),
    ]
    const replies = await connection.batch(commands, WRITE)
    for (const [index, reason] of recordFailures(recordings, replies).entries()) {
      const { domain, lost } = recordings[index]!
      outcomes.set(domain, reason === undefined ? { ...DEFINED, lost } : changed(reason))
    }
    const [defines, dumps] = [2, 1].map(nth => replies.slice(-nth * definitions.length))
    return definitions.flatMap((definition, index) => {
      const { domain } = definition
      const [refusal, unread] = [defines![index]!.error, dumps![index]!.error]
      const dump = dumps![index]!.stdout
      if (refusal !== undefined) outcomes.set(domain, refused(refusal))
      else if (unread !== undefined) outcomes.set(domain, changed(unread))
      else if (isAsPredicted(dump, texts[index]!, predictions[index]))
        outcomes.set(domain, { ...DEFINED, lost: [] })
      else {
        const unrecorded = unrecordedOf(definition, dump)
        if (unrecorded) return [unrecorded]
        outcomes.set(domain, changed('vmc cannot read the definition that libvirt made'))
      }
      return []
    })
  })
}

/** Whether the host has exactly the predicted definition and marker. The definitions then need not be parsed and compared. */
const isAsPredicted = (dump: string, written: string, predicted: Made | undefined): boolean =>
  predicted !== undefined &&
  withoutMarkerElement(dump) === predicted.dump &&
  markerStateIn(dump) === markerStateIn(written)

function unrecordedOf(
  { domain, node, marker, sampled }: NewDefinition,
  xml: string,
): Unrecorded | undefined {
  const readBack = definitionOf(xml)
  if (!readBack) return undefined
  const definition = emit(recordedDefinition(readBack))
  const { lost } = compareReadBack(hideSecrets(node), readBack)
  if (lost.length === 0) sampled.keep({ definition, dump: withoutMarkerElement(xml) })
  return { domain, marker: { ...marker, definition }, xml, lost }
}

const DEFINED = { kind: 'defined', isStarted: false } as const

/** Starts the domains whose definitions match the program exactly. */
async function start(
  connection: Session['connection'],
  outcomes: Map<NewDomain, Outcome>,
): Promise<void> {
  const ready = [...outcomes].filter(([, one]) => one.kind === 'defined' && one.lost.length === 0)
  const replies = await connection.batch(
    ready.map(([{ uuid }]) => ['start', uuid]),
    WRITE,
  )
  for (const [index, [domain]] of ready.entries()) {
    const error = replies[index]!.error
    outcomes.set(
      domain,
      error === undefined
        ? { kind: 'defined', isStarted: true, lost: [] }
        : {
            ...changed(`it is defined, but does not start: ${error}`),
            help: `remove the cause of the error, and start the domain: virsh -c '${domain.host.uri}' start ${domain.uuid}`,
          },
    )
  }
}

const APPEARED: Outcome = {
  kind: 'refused',
  reason: 'someone has defined it since the hosts were read',
  help: 'run the command again',
}

type Failure = Extract<Outcome, { readonly kind: 'failed' }>
const refused = (reason: string): Failure => ({
  ...{ kind: 'failed', reason, isChanged: false, isAbsent: true },
  help: 'the host does not have the domain; change the program or the host, and run the command again',
})
const changed = (reason: string): Failure => ({ kind: 'failed', reason, isChanged: true })
