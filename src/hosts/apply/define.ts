import { domain as domainElement } from '../../schema/domain/domain.ts'
import { emptyNode, type Node } from '../../tree/node.ts'
import { emit } from '../../xml/emit.ts'
import { type Marker, markedXml } from '../marker.ts'
import { definitionOf } from '../plan/domain-plan.ts'
import type { NewDomain } from '../plan/plan.ts'
import { resolve } from '../plan/resolve.ts'
import { hideSecrets, recordedDefinition, recordedProgram } from '../plan/secrets.ts'
import { dumpCommand, READ, WRITE } from './dump.ts'
import type { Outcome } from './outcome.ts'
import { fitsCommand, recordMarkers } from './record.ts'
import { markerFor, type Session } from './session.ts'
import { withTemporaryFiles } from './temporary-files.ts'
import { compareReadBack } from './verify.ts'

/** A domain to define, with what vmc records of it first: the definition is known only after libvirt has filled it in. */
interface NewDefinition {
  readonly node: Node
  readonly marker: Marker
}

/**
 * Defines domains that no host has, and returns what became of each, in their order. A domain that libvirt refuses does not keep
 * the others from being defined. A new domain is never undefined again.
 *
 * @throws {LockedError} If someone has broken the lock.
 * @throws {HostError} If the host does not answer.
 */
export async function defineDomains(
  session: Session,
  domains: readonly NewDomain[],
  { starts = false }: { readonly starts?: boolean | undefined } = {},
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
  const definitions = new Map<NewDomain, NewDefinition>()
  for (const domain of domains) {
    const definition = definitionFor(session, domain)
    const { uuid, name } = domain
    if (taken.has(uuid) || taken.has(name)) outcomes.set(domain, APPEARED)
    else if (!fitsCommand({ ...definition.marker, definition: definition.marker.program }))
      outcomes.set(domain, unchanged('its definition is too large to record'))
    else definitions.set(domain, definition)
  }
  const dumps = await define(session, definitions, outcomes)
  await record(session, definitions, dumps, outcomes)
  if (starts) await start(connection, outcomes)
  return domains.map(domain => outcomes.get(domain)!)
}

/** The definition of a domain. Its NICs get addresses that no other domain has. */
function definitionFor(session: Session, domain: NewDomain): NewDefinition {
  const { program } = domain
  const { node } = resolve(program, emptyNode(domainElement, domain.origin), session.macs)
  const marker = markerFor(session, domain, { program: emit(recordedProgram(node)) })
  return { node, marker }
}

/** Defines the domains, and returns the definitions that libvirt made. */
function define(
  { connection }: Session,
  definitions: ReadonlyMap<NewDomain, NewDefinition>,
  outcomes: Map<NewDomain, Outcome>,
): Promise<ReadonlyMap<NewDomain, string>> {
  const domains = [...definitions.keys()]
  const texts = domains.map(domain => {
    const { node, marker } = definitions.get(domain)!
    return markedXml(node, marker)
  })
  return withTemporaryFiles(texts, async files => {
    const replies = await connection.batch(
      [
        // Not --validate, which takes ten times as long: what libvirt does not know is missing in the definition that is read back.
        ...files.map(file => ['define', file]),
        ...domains.map(({ uuid }) => dumpCommand(uuid)),
      ],
      WRITE,
    )
    const dumps = new Map<NewDomain, string>()
    for (const [index, domain] of domains.entries()) {
      const [defined, dump] = [replies[index]!, replies[domains.length + index]!]
      if (defined.error !== undefined) outcomes.set(domain, unchanged(defined.error))
      else if (dump.error !== undefined)
        outcomes.set(domain, { kind: 'failed', reason: dump.error, isChanged: true })
      else dumps.set(domain, dump.stdout)
    }
    return dumps
  })
}

async function record(
  { connection }: Session,
  definitions: ReadonlyMap<NewDomain, NewDefinition>,
  dumps: ReadonlyMap<NewDomain, string>,
  outcomes: Map<NewDomain, Outcome>,
): Promise<void> {
  const read = [...dumps].map(([domain, xml]) => ({ domain, xml, readBack: definitionOf(xml)! }))
  const failures = await recordMarkers(
    connection,
    read.map(({ domain, xml, readBack }) => ({
      marker: {
        ...definitions.get(domain)!.marker,
        definition: emit(recordedDefinition(readBack)),
      },
      xml,
    })),
  )
  for (const [index, { domain, readBack }] of read.entries()) {
    const reason = failures[index]
    const { lost } = compareReadBack(hideSecrets(definitions.get(domain)!.node), readBack)
    outcomes.set(
      domain,
      reason === undefined
        ? { kind: 'defined', isStarted: false, lost }
        : { kind: 'failed', reason, isChanged: true },
    )
  }
}

/** Starts the domains that are exactly as the program says. */
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
            kind: 'failed',
            reason: `it is defined, but does not start: ${error}`,
            isChanged: true,
          },
    )
  }
}

const APPEARED: Outcome = {
  kind: 'refused',
  reason: 'someone has defined it since the hosts were read',
  help: 'run the command again',
}

const unchanged = (reason: string): Outcome => ({ kind: 'failed', reason, isChanged: false })
