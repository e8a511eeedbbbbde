import type { BatchOptions, Reply, VirshCommand } from '../connection.ts'
import { HostError } from '../host-error.ts'

/** The options for virsh commands that only read. */
export const READ: BatchOptions = { isReadOnly: true }
/** The options for virsh commands that change something or read passwords. */
export const WRITE: BatchOptions = { isReadOnly: false }

/** The reason why vmc does not change a domain whose definition has changed since the plan was made. */
export const CHANGED_MEANWHILE = {
  reason: 'its definition has changed since it was read',
  help: 'run the command again',
}

/** Returns the virsh command that prints the persistent definition of a domain, without passwords. */
export const dumpCommand = (uuid: string): VirshCommand => ['dumpxml', '--inactive', uuid]

/**
 * Returns the virsh command that prints the persistent definition of a domain, with passwords. libvirt refuses this command on
 * a read-only connection.
 */
export const secureDumpCommand = (uuid: string): VirshCommand => [
  'dumpxml',
  '--inactive',
  '--security-info',
  uuid,
]

/**
 * Returns the definition that `virsh dumpxml` has printed.
 * @throws {HostError} If the command failed.
 */
export function dumpIn(reply: Reply | undefined): string {
  if (!reply || reply.error !== undefined)
    throw new HostError('cut', reply?.error ?? 'virsh printed no reply')
  return reply.stdout
}
