import type { Connection } from '../connection.ts'
import { HostError } from '../host-error.ts'
import type { HostAddress } from '../host-list.ts'
import type { Marker } from '../marker.ts'
import type { PlannedDomain } from '../plan/plan.ts'
import type { ReadHost } from '../read-hosts.ts'
import { VirshConnection } from '../virsh/virsh-connection.ts'
import { backupFolder } from './backups.ts'
import { type Lock, LockedError, lockHost } from './lock.ts'

/** A host whose domains vmc has read. */
export type KnownHost = Extract<ReadHost, { readonly error?: undefined }>

/** Options for changing hosts. */
export interface SessionOptions {
  readonly project: string
  /**
   * Whether to take over the lock of a host from any process. Default: only from a process of this machine and user that has
   * ended.
   */
  readonly breaksLock?: boolean | undefined
  /** The time limit in seconds. If virsh prints nothing for this time, vmc treats the host as not reached. Default: 30. */
  readonly timeout?: number | undefined
  /** The environment variables of virsh and ssh, which also determine the folder for backups. Default: those of the process. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** A signal for interruption. When it is aborted, vmc finishes the current work on each host and begins nothing else. */
  readonly signal?: AbortSignal | undefined
}

/** A host that vmc has locked in order to change its domains. */
export interface Session {
  readonly connection: Connection
  readonly lock: Lock
  readonly host: HostAddress
  readonly project: string
  /** The release of libvirt on the host. */
  readonly libvirt: string
  /** The MAC addresses of all hosts. */
  readonly macs: ReadonlySet<string>
  /** The folder in which vmc saves the earlier definitions. */
  readonly backups: string
}

/** The error that made vmc stop on a host. */
export type SessionError = HostError | LockedError

/** Locks a host while a function uses it. Returns an error if the host did not answer or is locked. */
export async function withSession(
  { name, uri, inventory: { libvirt } }: KnownHost,
  macs: ReadonlySet<string>,
  { project, breaksLock = false, timeout = 30, env = process.env, signal }: SessionOptions,
  use: (session: Session) => Promise<void>,
): Promise<SessionError | undefined> {
  if (signal?.aborted) return new HostError('interrupted', 'interrupted')
  // The abort signal does not end virsh. After the signal, vmc finishes the current batch of commands and releases the lock.
  const connection = new VirshConnection(uri, { env, timeout })
  try {
    const lock = await lockHost(connection, { project, breaks: breaksLock })
    try {
      const host = { name, uri }
      const backups = backupFolder(project, env)
      await use({ connection, lock, host, project, libvirt, macs, backups })
    } finally {
      await lock.release()
    }
  } catch (error) {
    if (error instanceof HostError || error instanceof LockedError) return error
    throw error
  }
  return undefined
}

/** Returns the marker for a domain. Its properties have the same order as in a marker that vmc reads. */
export const markerFor = (
  { project, host, libvirt }: Session,
  { name, uuid, set, files }: Pick<PlannedDomain, 'name' | 'uuid' | 'set' | 'files'>,
  state: Pick<Marker, 'program' | 'definition'>,
): Marker => ({
  ...{ project, name, uuid, host: host.name, libvirt },
  ...(set && { set }),
  ...(files && { files }),
  ...state,
})
