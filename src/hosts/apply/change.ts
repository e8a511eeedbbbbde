import type { Change } from '../../tree/merge/merge.ts'
import type { Node } from '../../tree/node.ts'
import { emit } from '../../xml/emit.ts'
import { type Marker, markedXml } from '../marker.ts'
import { definitionToRecord, type MergedDomain, mergeProgram } from '../plan/domain-plan.ts'
import { definitionOf } from '../plan/host-definition.ts'
import type { ComparedDomain } from '../plan/plan.ts'
import { recordedDefinition, recordedProgram, showSecrets } from '../plan/secrets.ts'
import { backUp } from './backups.ts'
import { areHarmless, busyCheck } from './busy.ts'
import { defineXml } from './define-xml.ts'
import { CHANGED_MEANWHILE, dumpCommand, dumpIn, READ, secureDumpCommand, WRITE } from './dump.ts'
import { LockedError } from './lock.ts'
import type { Outcome } from './outcome.ts'
import { fitsCommand, recordMarkers } from './record.ts'
import { renameDomain } from './rename.ts'
import { markerFor, type Session } from './session.ts'
import { compareReadBack } from './verify.ts'

/**
 * The state of a domain before a change, to which a rollback returns: the definition without passwords, the definition with
 * passwords, and the backup file.
 */
interface Before {
  readonly xml: string
  readonly secureXml: string
  readonly backup: string
  /** Whether vmc has already renamed the domain. A rollback does not undo the new name. */
  readonly isRenamed: boolean
}

/**
 * Changes the definition of a domain as the program requires. The changes take effect at the next boot of the guest.
 *
 * @throws {LockedError} If someone has broken the lock.
 * @throws {HostError} If the host does not answer.
 */
export async function changeDomain(session: Session, domain: ComparedDomain): Promise<Outcome> {
  const { uuid, source, wanted } = domain
  const busy = busyCheck(source.definition)
  const [dump, secureDump, ...activities] = await session.lock.read(
    [dumpCommand(uuid), secureDumpCommand(uuid), ...busy.commands],
    WRITE,
  )
  const [xml, secureXml] = [dumpIn(dump), dumpIn(secureDump)]
  if (xml !== source.definition.xml) return { kind: 'refused', ...CHANGED_MEANWHILE }
  const obstacle = busy.obstacle(activities, areHarmless(wanted))
  if (obstacle) return { kind: 'refused', ...obstacle }
  const patch = patchOf(session, domain, secureXml)
  if (!patch) return unchanged('vmc cannot make the planned changes in its definition')
  const marker = markerFor(session, domain, { program: emit(recordedProgram(patch.program)) })
  // The definition that libvirt will return is not known yet. It needs about as much space as the definition that vmc writes,
  // so the size is checked with that definition.
  if (!fitsCommand({ ...marker, definition: emit(recordedDefinition(patch.node)) }))
    return unchanged('its definition is too large to record')
  const backup = backUp(session.backups, uuid, secureXml)
  if (typeof backup !== 'string') return { kind: 'refused', ...backup }
  const isRenamed = wanted.some(({ keys }) => keys.join('/') === 'name')
  const named = isRenamed ? await renameDomain(session, domain, xml) : { xml, secureXml }
  if ('reason' in named) return { kind: 'failed', ...named, backup }
  return write(session, domain, patch, marker, { ...named, backup, isRenamed })
}

/** Defines the changed domain, and compares the definition that libvirt returns with the definition that vmc wrote. */
async function write(
  session: Session,
  domain: ComparedDomain,
  patch: MergedDomain,
  marker: Marker,
  before: Before,
): Promise<Outcome> {
  const { uuid, source, wanted } = domain
  const { error, xml: written } = await defineXml(
    session.connection,
    uuid,
    markedXml(showSecrets(patch.node), marker),
  )
  if (error !== undefined)
    return failed(error, before, { isChanged: before.isRenamed || written !== before.xml })
  const after = definitionOf(written)
  if (!after) return failed('vmc cannot read the definition that libvirt made', before)
  const { lost, moved, others } = compareReadBack(patch.node, after, wanted)
  if (lost.length > 0)
    return rollBack(session, uuid, written, before, `libvirt did not keep ${lost.join(', ')}`)
  if (moved.length > 0)
    return rollBack(session, uuid, written, before, `libvirt changed ${moved.join(', ')}`)
  const state = stateAfter(session, domain, after)
  const [failure] = await recordMarkers(session.connection, [
    { marker: { ...marker, ...state }, xml: written },
  ])
  if (failure !== undefined) return failed(failure, before)
  return {
    kind: 'changed',
    isRunning: source.definition.isActive,
    backup: before.backup,
    others,
  }
}

/** Records the state of a domain whose definition already matches the program. */
export async function recordDomain(session: Session, domain: ComparedDomain): Promise<Outcome> {
  const { uuid, source } = domain
  const [dump] = await session.lock.read([dumpCommand(uuid)], READ)
  const xml = dumpIn(dump)
  if (xml !== source.definition.xml) return { kind: 'refused', ...CHANGED_MEANWHILE }
  const patch = patchOf(session, domain, xml)
  if (!patch) return unchanged('vmc cannot make the planned changes in its definition')
  const marker = {
    ...markerFor(session, domain, { program: emit(recordedProgram(patch.program)) }),
    ...stateAfter(session, domain, definitionOf(xml)!),
  }
  const [failure] = await recordMarkers(session.connection, [{ marker, xml }])
  return failure === undefined ? { kind: 'recorded' } : unchanged(failure)
}

/**
 * Returns the definition with the changes of the program. Returns `undefined` if these changes differ from the changes in the
 * plan.
 */
function patchOf(
  { macs }: Session,
  { source: { program, marker }, wanted }: ComparedDomain,
  secureXml: string,
): MergedDomain | undefined {
  const definition = definitionOf(secureXml)
  const merged = definition && mergeProgram(program, definition, marker!, macs)
  return merged && textOf(merged.changes) === textOf(wanted) ? merged : undefined
}

const textOf = (changes: readonly Change[]): string =>
  JSON.stringify(changes.map(({ kind, path, isConflict }) => [kind, path, isConflict]))

/** Returns the state that vmc records for a domain after it has changed the domain. */
function stateAfter(
  { libvirt, macs }: Session,
  { drift, source: { program, definition, marker } }: ComparedDomain,
  after: Node,
): Pick<Marker, 'libvirt' | 'definition'> {
  if (drift.length === 0) return { libvirt, definition: emit(recordedDefinition(after)) }
  const before = definitionOf(definition.xml)!
  const recorded = definitionToRecord(program, { before, after }, marker!, macs)
  // An earlier release of libvirt wrote a part of the recorded definition, so the record keeps the number of that release.
  return { libvirt: marker!.libvirt, definition: emit(recorded) }
}

/** Restores the definition from the backup, if the definition on the host is still exactly the one that vmc wrote. */
async function rollBack(
  { connection, lock }: Session,
  uuid: string,
  written: string,
  before: Before,
  reason: string,
): Promise<Outcome> {
  const isLocked = (error: unknown): undefined => {
    if (!(error instanceof LockedError)) throw error
  }
  const replies = await lock.read([dumpCommand(uuid)], READ).catch(isLocked)
  if (!replies || dumpIn(replies[0]) !== written)
    return failed(`${reason}, and its definition has changed again since`, before)
  const { error, xml } = await defineXml(connection, uuid, before.secureXml)
  if (error !== undefined)
    return failed(`${reason}, and its definition before cannot be defined again: ${error}`, before)
  if (xml !== before.xml)
    return failed(`${reason}, and its definition before is not quite restored`, before)
  const { isRenamed } = before
  const state = isRenamed ? 'as before, under its new name' : 'as before'
  return failed(`${reason}; its definition is ${state}`, before, { isChanged: isRenamed })
}

const unchanged = (reason: string): Outcome => ({ kind: 'failed', reason, isChanged: false })

const failed = (
  reason: string,
  { backup }: Before,
  { isChanged } = { isChanged: true },
): Outcome => ({ kind: 'failed', reason, isChanged, backup })
