import type { Reply, VirshCommand } from './virsh/script.ts'

export type { Reply, VirshCommand }

/** The options of a batch of commands. */
export interface BatchOptions {
  /** Whether the connection is read-only. On a read-only connection, libvirt itself refuses every change. */
  readonly isReadOnly: boolean
}

/** A connection to a host. It runs virsh commands. */
export interface Connection {
  /**
   * Runs commands one after another and returns the reply of each. A failed command does not stop the next one.
   *
   * @throws {HostError} If the host does not answer all of the commands.
   */
  batch(commands: readonly VirshCommand[], options: BatchOptions): Promise<readonly Reply[]>
}
