import { HostError } from './host-error.ts'
import type { HostAddress } from './host-list.ts'
import { type Inventory, readInventory } from './inventory.ts'
import { mapParallel } from './parallel.ts'
import { VirshConnection } from './virsh/virsh-connection.ts'

/** How hosts are read. */
export interface ReadOptions {
  /** The environment of virsh and ssh. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The number of hosts that are read at the same time. Default: 8. */
  readonly parallel?: number | undefined
  /** The seconds after which a host that prints nothing counts as not reached. Default: 30. */
  readonly timeout?: number | undefined
  /** Ends the connections when it aborts. */
  readonly signal?: AbortSignal | undefined
}

/** A host and its domains, or the error why it was not read. */
export type ReadHost = HostAddress &
  (
    | { readonly inventory: Inventory; readonly error?: undefined }
    | { readonly error: HostError; readonly inventory?: undefined }
  )

/** Reads the domains of several hosts at the same time. A host that does not answer does not stop the others. */
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
