import { printableLine } from '../diagnostics/printable.ts'
import type { GraphHost, GraphResource } from './graph.ts'

/** Returns the title of a host in the picture. The title is `no host` for domains without a host. */
export const hostTitle = ({ name }: GraphHost): string =>
  name === undefined ? 'no host' : printableLine(name)

/** A description of a resource and its location: `bridge on hv1`. */
export const kindText = ({ kind, host }: GraphResource): string =>
  host === undefined ? kind : `${kind} on ${printableLine(host)}`

/** Whether the picture shows hosts. It shows no hosts if the program assigns no domain to a host. */
export const showsHosts = (hosts: readonly GraphHost[]): boolean =>
  hosts.some(({ name }) => name !== undefined)
