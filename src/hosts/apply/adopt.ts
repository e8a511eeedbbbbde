import { isAlike } from '../../tree/merge/content.ts'
import { emit } from '../../xml/emit.ts'
import type { Connection } from '../connection.ts'
import { HostError } from '../host-error.ts'
import { MARKER_KEY, MARKER_URI, type Marker, markerElement, markerIn } from '../marker.ts'
import { adoptedState, definitionOf } from '../plan/domain-plan.ts'
import type { ComparedDomain } from '../plan/plan.ts'
import { type Lock, lockHost } from './lock.ts'

/** What became of a domain that was to be adopted. */
export interface Adoption {
  readonly name: string
  readonly isAdopted: boolean
  /** Why the domain was not adopted. */
  readonly reason?: string
}

/** What adopting needs to know. */
export interface AdoptionSettings {
  readonly project: string
  /** The release of libvirt on the host. */
  readonly libvirt: string
  readonly breaksLock?: boolean
  /** The MAC addresses of all hosts. */
  readonly macs: ReadonlySet<string>
  /** When it aborts, the current domain is finished, and no other one is begun. */
  readonly signal?: AbortSignal | undefined
}

const READ = { isReadOnly: true }
const WRITE = { isReadOnly: false }
// One command of virsh, which carries the marker, must fit into an argument of a process.
const MAX_MARKER_BYTES = 90 * 1024

/**
 * Adopts domains of one host: it records their present definitions in their metadata as what the program was last applied as. It
 * changes nothing else, and nothing at all of a running guest.
 *
 * @throws {LockedError} If someone else has locked the host.
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

/** Adopts a domain, and returns the reason if it does not. */
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

/** The reason if a definition that was read back differs from the earlier one in more than the marker. */
function checkWritten(written: string, before: string, marker: Marker): string | undefined {
  const [now, then] = [definitionOf(written), definitionOf(before)]
  const found = markerIn(written)
  if (!now || !then || !isAlike(now, then))
    return 'its definition changed while vmc wrote the record: check it with vmc diff'
  return JSON.stringify(found) === JSON.stringify(marker)
    ? undefined
    : 'the host did not keep the record of vmc'
}
