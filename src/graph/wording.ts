import { printableLine } from '../diagnostics/printable.ts'
import type { GraphHost, GraphResource } from './graph.ts'

/** The title of a host. Without a name: of the domains for which the program sets no host. */
export const hostTitle = ({ name }: GraphHost): string =>
  name === undefined ? 'no host' : printableLine(name)

/** What a resource is and where: `bridge on hv1`. */
export const kindText = ({ kind, host }: GraphResource): string =>
  host === undefined ? kind : `${kind} on ${printableLine(host)}`

/** Whether hosts are shown. They are not if the program sets none. */
export const showsHosts = (hosts: readonly GraphHost[]): boolean =>
  hosts.some(({ name }) => name !== undefined)
