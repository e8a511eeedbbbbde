import { printableLine } from '../diagnostics/printable.ts'
import type { GraphHost, GraphResource } from './graph.ts'

/** The title of a host. A host without a name contains the domains that have no host. */
export const hostTitle = ({ name }: GraphHost): string =>
  name === undefined ? 'no host' : printableLine(name)

/** A description of a resource and its location: `bridge on hv1`. */
export const kindText = ({ kind, host }: GraphResource): string =>
  host === undefined ? kind : `${kind} on ${printableLine(host)}`

/** Whether the picture shows hosts. It does not if the program sets no hosts. */
export const showsHosts = (hosts: readonly GraphHost[]): boolean =>
  hosts.some(({ name }) => name !== undefined)
