import type { Reply, VirshCommand } from './virsh/script.ts'

export type { Reply, VirshCommand }

/** The options for running a list of virsh commands on a host. */
export interface BatchOptions {
  /** Whether the connection is read-only. libvirt then refuses every change. */
  readonly isReadOnly: boolean
}

/** A connection to libvirt on a host, through which vmc runs virsh commands. */
export interface Connection {
  /**
   * Runs commands one after another and returns their replies. If a command fails, the next commands are run anyway.
   *
   * @throws {HostError} If the host does not answer all of the commands.
   */
  batch(commands: readonly VirshCommand[], options: BatchOptions): Promise<readonly Reply[]>
}
