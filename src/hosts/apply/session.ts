import type { Connection } from '../connection.ts'
import type { HostAddress } from '../host-list.ts'
import type { Marker } from '../marker.ts'
import type { Lock } from './lock.ts'

/** A locked host that domains are applied on. */
export interface Session {
  readonly connection: Connection
  readonly lock: Lock
  readonly host: HostAddress
  readonly project: string
  /** The release of libvirt on the host. */
  readonly libvirt: string
  /** The MAC addresses of all hosts. */
  readonly macs: ReadonlySet<string>
  /** The folder for the definitions before. */
  readonly backups: string
}

/** The marker of a domain, in the order in which a marker is read. */
export const markerFor = (
  { project, host, libvirt }: Session,
  { name, uuid }: { readonly name: string; readonly uuid: string },
  state: Pick<Marker, 'program' | 'definition'>,
): Marker => ({ project, name, uuid, host: host.name, libvirt, ...state })
