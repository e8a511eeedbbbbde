import { emit } from '../../xml/emit.ts'
import type { Connection } from '../connection.ts'
import type { Marker } from '../marker.ts'
import { adoptedState } from '../plan/domain-plan.ts'
import type { ComparedDomain } from '../plan/plan.ts'
import { CHANGED_MEANWHILE, dumpCommand, dumpIn, READ } from './dump.ts'
import { type Lock, lockHost } from './lock.ts'
import { fitsCommand, recordMarkers } from './record.ts'

/** The result of marking a domain on a host as managed by the project (`vmc adopt`). */
export interface Adoption {
  readonly name: string
  readonly isAdopted: boolean
  /** The reason why the domain could not be marked as managed. Not set if the domain was marked. */
  readonly reason?: string
}

/** The settings for marking domains on hosts as managed by the project (`vmc adopt`). */
export interface AdoptionSettings {
  readonly project: string
  /** The release of libvirt on the host. */
  readonly libvirt: string
  readonly breaksLock?: boolean
  /** The MAC addresses that are used on all hosts. */
  readonly macs: ReadonlySet<string>
  /** A signal that stops the adoption of further domains. vmc still completes the domain on which it is working. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Adopts domains of one host, so that the project manages them from now on. vmc stores the current state of each domain in its
 * metadata, as if the program had been applied. Nothing else changes in the definition, and nothing changes in a running guest.
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

/** Marks a domain on a host as managed by the project. If this is not possible, returns the reason. */
async function adopt(
  connection: Connection,
  lock: Lock,
  { name, uuid, host, source, set, files }: ComparedDomain,
  { project, libvirt, macs }: AdoptionSettings,
): Promise<string | undefined> {
  if (!source.definition.isPersistent) return 'the host forgets the domain when it stops'
  const state = adoptedState(source.program, source.definition, macs)
  if (!state) return 'vmc cannot read its definition'
  const marker: Marker = {
    ...{ project, name, uuid, host: host.name, libvirt },
    ...(set && { set }),
    ...(files && { files }),
    program: emit(state.program),
    definition: emit(state.definition),
  }
  if (!fitsCommand(marker)) return 'its definition is too large to record'
  const [now] = await lock.read([dumpCommand(uuid)], READ)
  if (dumpIn(now) !== source.definition.xml)
    return `${CHANGED_MEANWHILE.reason}: ${CHANGED_MEANWHILE.help}`
  const [failure] = await recordMarkers(connection, [{ marker, xml: source.definition.xml }])
  return failure
}
