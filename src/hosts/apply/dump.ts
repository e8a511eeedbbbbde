import type { BatchOptions, Reply, VirshCommand } from '../connection.ts'
import { HostError } from '../host-error.ts'

/** Options for commands that only read. */
export const READ: BatchOptions = { isReadOnly: true }
/** Options for commands that change something, or that read passwords. */
export const WRITE: BatchOptions = { isReadOnly: false }

/** The reason why vmc does not change a domain that has changed since the plan was made. */
export const CHANGED_MEANWHILE = {
  reason: 'its definition has changed since it was read',
  help: 'run the command again',
}

/** The command that prints the definition for the next start of a domain, without passwords. */
export const dumpCommand = (uuid: string): VirshCommand => ['dumpxml', '--inactive', uuid]

/** The command that prints the definition with the passwords. It requires a connection that is not read-only. */
export const secureDumpCommand = (uuid: string): VirshCommand => [
  'dumpxml',
  '--inactive',
  '--security-info',
  uuid,
]

/**
 * The definition that a command printed.
 *
 * @throws {HostError} If the command failed.
 */
export function dumpIn(reply: Reply | undefined): string {
  if (!reply || reply.error !== undefined)
    throw new HostError('cut', reply?.error ?? 'virsh printed no reply')
  return reply.stdout
}
