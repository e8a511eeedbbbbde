import type { Connection, Reply, VirshCommand } from './connection.ts'
import { HostError } from './host-error.ts'

/** A domain on a host, as the host reports it. Everything in it was written by others. */
export interface HostDomain {
  readonly uuid: string
  readonly name: string
  /** The state in libvirt's words: `running`, `shut off`, `paused` … */
  readonly state: string
  readonly isActive: boolean
  /** Whether the host keeps a definition of the domain when it stops. */
  readonly isPersistent: boolean
  readonly hasAutostart: boolean
  /** Whether the host has saved the memory of the guest, which the next start continues with. */
  readonly hasManagedSave: boolean
  /** The definition that the next start uses. */
  readonly xml: string
  /** The definition of the running domain, if it was read. */
  readonly liveXml?: string
}

/** The domains of a host. */
export interface Inventory {
  /** The release of libvirt on the host: `9.0.0`. */
  readonly libvirt: string
  /** The domains, by name. */
  readonly domains: readonly HostDomain[]
}

const READ = { isReadOnly: true }

/**
 * Reads the domains of a host, over a connection that can only read.
 *
 * @throws {HostError} If the host does not answer.
 */
export async function readInventory(connection: Connection): Promise<Inventory> {
  const [version, all, active] = await connection.batch(
    [
      ['version', '--daemon'],
      ['list', '--all', '--uuid'],
      ['list', '--uuid'],
    ],
    READ,
  )
  const libvirt = /^Running against daemon: (\d+\.\d+\.\d+)$/m.exec(required(version))?.[1]
  if (libvirt === undefined) throw new HostError('cut', 'virsh printed no version of libvirt')
  const activeUuids = new Set(linesOf(required(active)))
  const reads = linesOf(required(all)).map(uuid => ({
    uuid,
    commands: commandsFor(uuid, activeUuids.has(uuid)),
  }))
  const replies = (
    await connection.batch(
      reads.flatMap(({ commands }) => commands),
      READ,
    )
  ).values()
  const domains = reads.flatMap(({ uuid, commands }) => {
    const own = commands.map(() => replies.next().value!)
    // A domain can disappear between the list and its definition.
    return own.some(isGone) ? [] : [domainOf(uuid, own)]
  })
  return { libvirt, domains: domains.sort((a, b) => compare(a.name, b.name)) }
}

// Domains are named by their UUID: virsh takes the name "17" for the number of a running domain.
const commandsFor = (uuid: string, isActive: boolean): readonly VirshCommand[] => [
  ['dominfo', uuid],
  ['dumpxml', '--inactive', uuid],
  ...(isActive ? [['dumpxml', uuid]] : []),
]

function domainOf(uuid: string, [info, inactive, live]: readonly Reply[]): HostDomain {
  const facts = factsOf(required(info))
  return {
    uuid,
    name: facts.get('Name') ?? '',
    state: facts.get('State') ?? '',
    isActive: live !== undefined,
    isPersistent: facts.get('Persistent') === 'yes',
    hasAutostart: facts.get('Autostart') === 'enable',
    hasManagedSave: facts.get('Managed save') === 'yes',
    xml: required(inactive),
    ...(live && { liveXml: required(live) }),
  }
}

/** The first value of each key in lines such as `Name:           web0`. */
function factsOf(text: string): ReadonlyMap<string, string> {
  const facts = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [, key, value] = /^([^:]+): *(.*)$/.exec(line) ?? []
    if (key !== undefined && !facts.has(key)) facts.set(key, value!)
  }
  return facts
}

const isGone = ({ error }: Reply): boolean => error?.includes('Domain not found') === true

function required(reply: Reply | undefined): string {
  if (!reply) throw new HostError('cut', 'virsh printed no reply')
  if (reply.error !== undefined) throw new HostError('unreached', reply.error)
  return reply.stdout
}

const linesOf = (text: string): readonly string[] => text.split('\n').filter(line => line !== '')

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
