import type { Reply, VirshCommand } from './virsh/script.ts'

export type { Reply, VirshCommand }

/** How the commands of a batch use the host. */
export interface BatchOptions {
  /** Whether the connection may only read. libvirt itself then refuses every change. */
  readonly isReadOnly: boolean
}

/** A connection to a host, which runs commands of virsh. */
export interface Connection {
  /**
   * Runs commands one after another and returns the reply of each. A failed command does not stop the next one.
   *
   * @throws {HostError} If the host does not answer all of them.
   */
  batch(commands: readonly VirshCommand[], options: BatchOptions): Promise<readonly Reply[]>
}
