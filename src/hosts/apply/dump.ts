import type { BatchOptions, Reply, VirshCommand } from '../connection.ts'
import { HostError } from '../host-error.ts'

/** Options of a batch that only reads. */
export const READ: BatchOptions = { isReadOnly: true }
/** Options of a batch that changes something, or reads passwords. */
export const WRITE: BatchOptions = { isReadOnly: false }

/** Why vmc does not write to a domain that is not as it was when the plan was made. */
export const CHANGED_MEANWHILE = {
  reason: 'its definition has changed since it was read',
  help: 'run the command again',
}

/** The command that prints what the next start of a domain uses, without passwords. */
export const dumpCommand = (uuid: string): VirshCommand => ['dumpxml', '--inactive', uuid]

/** The command that prints the definition with the passwords. Only a connection that may write can run it. */
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
