import { isAlike } from '../../tree/merge/content.ts'
import { emit } from '../../xml/emit.ts'
import type { Connection } from '../connection.ts'
import { HostError } from '../host-error.ts'
import { MARKER_KEY, MARKER_URI, type Marker, markerElement, markerIn } from '../marker.ts'
import { adoptedState, definitionOf } from '../plan/domain-plan.ts'
import type { ComparedDomain } from '../plan/plan.ts'
import { type Lock, lockHost } from './lock.ts'

/** The result of adopting a domain. */
export interface Adoption {
  readonly name: string
  readonly isAdopted: boolean
  /** The reason why the domain was not adopted. */
  readonly reason?: string
}

/** The settings for adopting domains. */
export interface AdoptionSettings {
  readonly project: string
  /** The release of libvirt on the host. */
  readonly libvirt: string
  readonly breaksLock?: boolean
  /** The MAC addresses that are used on all hosts. */
  readonly macs: ReadonlySet<string>
  /** A signal that stops the adoption. The current domain is still completed. */
  readonly signal?: AbortSignal | undefined
}

const READ = { isReadOnly: true }
const WRITE = { isReadOnly: false }
// The maximum size of a marker. The virsh command that contains the marker is passed as a process argument, whose size is
// limited.
const MAX_MARKER_BYTES = 90 * 1024

/**
 * Adopts domains of one host, which means that the project manages them from now on. vmc stores the current state of each
 * domain in its metadata, as if the program had been applied. Nothing else changes in the definition, and nothing changes in
 * a running guest.
 *
 * @throws {LockedError} If another process has locked the host.
 * @throws {HostError} If the host does not answer.
 */
export async function adoptDomains(
  connection: Connection,
  domains: readonly ComparedDomain[],
  settings: AdoptionSettings,
): Promise<readonly Adoption[]> {
  const { project, breaksLock = false, signal } = settings
  const lock = await lockHost(connection, { project, breaks: breaksLock })
  const adoptions: Adoption[] = []
  try {
    for (const domain of domains) {
      if (signal?.aborted) break
      const reason = await adopt(connection, lock, domain, settings)
      const { name } = domain
      adoptions.push({
        name,
        isAdopted: reason === undefined,
        ...(reason !== undefined && { reason }),
      })
    }
  } finally {
    await lock.release()
  }
  return adoptions
}

/** Adopts a domain. Returns the reason if the domain cannot be adopted, otherwise `undefined`. */
async function adopt(
  connection: Connection,
  lock: Lock,
  { name, uuid, host, source }: ComparedDomain,
  { project, libvirt, macs }: AdoptionSettings,
): Promise<string | undefined> {
  if (!source.definition.isPersistent) return 'the host forgets the domain when it stops'
  const state = adoptedState(source.program, source.definition, macs)
  if (!state) return 'vmc cannot read its definition'
  const marker: Marker = {
    ...{ project, name, uuid, host: host.name, libvirt },
    program: emit(state.program),
    definition: emit(state.definition),
  }
  const element = markerElement(marker)
  if (Buffer.byteLength(element) > MAX_MARKER_BYTES) return 'its definition is too large to record'
  await lock.check()
  if ((await readDefinition(connection, uuid)) !== source.definition.xml)
    return 'its definition has changed since it was read: run the command again'
  const [set] = await connection.batch(
    [['metadata', uuid, '--uri', MARKER_URI, '--key', MARKER_KEY, '--config', '--set', element]],
    WRITE,
  )
  if (set?.error !== undefined) return set.error
  return checkWritten(await readDefinition(connection, uuid), source.definition.xml, marker)
}

async function readDefinition(connection: Connection, uuid: string): Promise<string> {
  const [reply] = await connection.batch([['dumpxml', '--inactive', uuid]], READ)
  if (reply?.error !== undefined) throw new HostError('cut', reply.error)
  return reply!.stdout
}

/**
 * Checks a definition that was read back after the marker was written. Returns the problem if the marker is not as written,
 * or if another part of the definition has changed.
 */
function checkWritten(written: string, before: string, marker: Marker): string | undefined {
  const [now, then] = [definitionOf(written), definitionOf(before)]
  const found = markerIn(written)
  if (!now || !then || !isAlike(now, then))
    return 'its definition changed while vmc wrote the record: check it with vmc diff'
  return JSON.stringify(found) === JSON.stringify(marker)
    ? undefined
    : 'the host did not keep the record of vmc'
}
