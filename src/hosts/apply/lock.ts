import { randomBytes } from 'node:crypto'
import { hostname, userInfo } from 'node:os'
import { escapeText } from '../../xml/escape.ts'
import type { BatchOptions, Connection, Reply, VirshCommand } from '../connection.ts'
import { HostError } from '../host-error.ts'
import { withTemporaryFiles } from './temporary-files.ts'

/** The process that holds the lock of a host. */
export interface LockHolder {
  readonly user: string
  readonly machine: string
  readonly pid: number
  readonly since: string
  readonly project: string
}

/** The error if another process holds the lock of a host. */
export class LockedError extends Error {
  override readonly name = 'LockedError'
  /** The process that holds the lock. `undefined` if the lock does not contain it. */
  readonly holder: LockHolder | undefined
  constructor(holder: LockHolder | undefined) {
    super(
      holder
        ? `${holder.user} on ${holder.machine} has locked the host since ${holder.since}, for project ${holder.project} (process ${holder.pid})`
        : 'someone has locked the host',
    )
    this.holder = holder
  }
}

/** A lock on a host. While a process holds it, no other vmc process can lock the host. */
export interface Lock {
  /**
   * Runs virsh commands that only read, and checks whether vmc still holds the lock.
   * @throws {LockedError} If vmc no longer holds the lock.
   */
  read(commands: readonly VirshCommand[], options: BatchOptions): Promise<readonly Reply[]>
  release(): Promise<void>
}

/** The settings for locking a host. */
export interface LockSettings {
  readonly project: string
  /**
   * Whether to take over the lock from a running process. By default, vmc takes over a lock only from a process of the same
   * user and machine that has ended.
   */
  readonly breaks?: boolean
}

const USAGE = 'vmc-lock'
const MAX_ATTEMPTS = 5
const READ = { isReadOnly: true }
const WRITE = { isReadOnly: false }

/**
 * Locks a host, so that two vmc processes cannot change it at the same time. The lock is an ephemeral libvirt secret without
 * a value. Only one process can define this secret. libvirt never writes it to the disk, and removes it when the daemon ends.
 *
 * @throws {LockedError} If another process holds the lock.
 */
export async function lockHost(
  connection: Connection,
  { project, breaks = false }: LockSettings,
): Promise<Lock> {
  const token = randomBytes(12).toString('hex')
  const xml = secretXml(description(token, project))
  for (let attempt = 0; ; attempt++) {
    const { stdout, error } = await define(connection, xml)
    const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/.exec(stdout)?.[0]
    if (error === undefined && uuid !== undefined) return lockOf(connection, uuid, token)
    const held = await findLock(connection)
    if (!held) {
      // The lock does not exist any more: either the other process has just released it, or the host does not support secrets.
      if (attempt < MAX_ATTEMPTS) continue
      throw new HostError('unreached', `the host cannot be locked: ${error ?? 'no reply'}`)
    }
    // The attempts are limited, because another process may take the lock again and again.
    if (attempt >= MAX_ATTEMPTS || !(breaks || isDead(held.holder)))
      throw new LockedError(held.holder)
    // An error is ignored, because another process may have removed the lock at the same time. The next attempt shows which
    // process has the lock.
    await connection.batch([['secret-undefine', held.uuid]], WRITE)
  }
}

/** Removes the lock of a host if it belongs to a process of this machine and user that has ended. */
export async function removeDeadLock(connection: Connection): Promise<void> {
  const held = await findLock(connection)
  if (held && isDead(held.holder)) await connection.batch([['secret-undefine', held.uuid]], WRITE)
}

/** The process that holds the lock of a host, if there is one. */
async function findLock(
  connection: Connection,
): Promise<{ readonly uuid: string; readonly holder: LockHolder | undefined } | undefined> {
  const [list] = await connection.batch([['secret-list']], READ)
  const uuid = list?.stdout
    .split('\n')
    .map(line => /^ *([\da-f-]{36}) +\w+ +(\S+)$/.exec(line))
    .find(match => match?.[2] === USAGE)?.[1]
  if (uuid === undefined) return undefined
  const [secret] = await connection.batch([['secret-dumpxml', uuid]], READ)
  return { uuid, holder: holderIn(secret?.stdout ?? '') }
}

const define = (connection: Connection, xml: string) =>
  withTemporaryFiles([xml], async ([file]) => {
    const [reply] = await connection.batch([['secret-define', '--file', file!]], WRITE)
    return reply!
  })

const lockOf = (connection: Connection, uuid: string, token: string): Lock => ({
  read: async (commands, options) => {
    const replies = await connection.batch([...commands, ['secret-dumpxml', uuid]], options)
    if (!replies.at(-1)?.stdout.includes(token))
      throw new LockedError((await findLock(connection))?.holder)
    return replies.slice(0, -1)
  },
  release: async () => {
    await connection.batch([['secret-undefine', uuid]], WRITE)
  },
})

// No UUID is set for the secret, because defining a secret with an existing UUID would replace the lock of another process.
const secretXml = (text: string): string =>
  `<secret ephemeral="yes" private="yes"><description>${escapeText(text)}</description><usage type="ceph"><name>${USAGE}</name></usage></secret>`

const description = (token: string, project: string): string =>
  `vmc lock ${token} of ${word(userInfo().username)} on ${word(hostname())} pid ${process.pid} since ${new Date().toISOString()} for ${project}`

const word = (text: string): string => text.replace(/[^\w.@-]/g, '_')

function holderIn(xml: string): LockHolder | undefined {
  const match =
    /vmc lock [\da-f]+ of ([\w.@-]+) on ([\w.@-]+) pid (\d+) since ([\w:.-]+) for ([\w.-]+)/.exec(
      xml,
    )
  if (!match) return undefined
  const [, user = '', machine = '', pid, since = '', project = ''] = match
  return { user, machine, pid: Number(pid), since, project }
}

/**
 * Whether the process that holds the lock has ended. This can be determined only for a process of the same user and machine.
 */
function isDead(holder: LockHolder | undefined): boolean {
  if (holder?.machine !== word(hostname()) || holder.user !== word(userInfo().username))
    return false
  try {
    process.kill(holder.pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}
