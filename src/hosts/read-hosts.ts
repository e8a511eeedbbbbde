import { HostError } from './host-error.ts'
import type { HostAddress } from './host-list.ts'
import { type Inventory, readInventory } from './inventory.ts'
import { mapParallel } from './parallel.ts'
import { VirshConnection } from './virsh/virsh-connection.ts'

/** The options for reading hosts. */
export interface ReadOptions {
  /** The environment variables of virsh and ssh. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The number of hosts that are read at the same time. Default: 8. */
  readonly parallel?: number | undefined
  /** The time limit in seconds. If virsh prints nothing for this time, vmc treats the host as not reached. Default: 30. */
  readonly timeout?: number | undefined
  /** A signal that ends all connections. */
  readonly signal?: AbortSignal | undefined
}

/** A host with its domains, or with the error if the host could not be read. */
export type ReadHost = HostAddress &
  (
    | { readonly inventory: Inventory; readonly error?: undefined }
    | { readonly error: HostError; readonly inventory?: undefined }
  )

/** Reads the domains of several hosts at the same time. If a host does not answer, the other hosts are still read. */
export function readHosts(
  hosts: readonly HostAddress[],
  { env, parallel = 8, timeout = 30, signal }: ReadOptions,
): Promise<readonly ReadHost[]> {
  return mapParallel(hosts, parallel, async host => {
    try {
      const connection = new VirshConnection(host.uri, { env, timeout, signal })
      return { ...host, inventory: await readInventory(connection) }
    } catch (error) {
      if (!(error instanceof HostError)) throw error
      return { ...host, error }
    }
  })
}
