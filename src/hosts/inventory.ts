import type { Connection, Reply, VirshCommand } from './connection.ts'
import { HostError } from './host-error.ts'

/** A domain on a host, as the host reports it. The values come from the host and cannot be trusted. */
export interface HostDomain {
  readonly uuid: string
  readonly name: string
  /** The state as libvirt reports it, such as `running`, `shut off` or `paused`. */
  readonly state: string
  readonly isActive: boolean
  /** Whether the host keeps the definition of the domain after the domain has stopped. */
  readonly isPersistent: boolean
  readonly hasAutostart: boolean
  /**
   * Whether the host has saved the memory of the guest (a managed save). The next start of the domain then restores the saved
   * memory.
   */
  readonly hasManagedSave: boolean
  /** The definition that is used at the next start of the domain. */
  readonly xml: string
  /** The definition of the running domain. Set only if the domain is running and vmc has read this definition. */
  readonly liveXml?: string
}

/** The domains of a host. */
export interface Inventory {
  /** The release of libvirt on the host: `9.0.0`. */
  readonly libvirt: string
  /** The domains, sorted by name. */
  readonly domains: readonly HostDomain[]
}

const READ = { isReadOnly: true }

/**
 * Reads the domains of a host over a read-only connection.
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
    // A domain can be removed after vmc has read the list of domains. vmc then leaves this domain out.
    return own.some(isGone) ? [] : [domainOf(uuid, own)]
  })
  return { libvirt, domains: domains.sort((a, b) => compare(a.name, b.name)) }
}

// Returns the commands that read a domain. They use the UUID, because virsh would interpret a name such as "17" as the ID of
// a running domain.
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

/** Parses lines such as `Name: web0`. If a key occurs several times, the first value is used. */
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
