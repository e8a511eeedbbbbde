import { labelOf } from '../../tree/merge/device-keys.ts'
import type { Change } from '../../tree/merge/merge.ts'
import { childAt, childrenAt, isNode, type Node, scalarAt, slotOf } from '../../tree/node.ts'
import { locationsOf, type Origin } from '../../tree/origin.ts'
import type { Obstacle } from '../apply/busy.ts'
import { HostResources, type Resource } from './host-resources.ts'
import type { KnownDomain } from './orphans.ts'

/**
 * A new or changed device of a program that uses an image or a MAC address of another domain on the host. The user can allow
 * it.
 */
export interface SharedUse extends Obstacle {
  /** The path of the device in the form in which the plan shows it: `devices/disk[vda]`. */
  readonly path: string
}

/** The domains that a search for shared resources compares with each other. */
export interface SharingContext {
  readonly known: readonly KnownDomain[]
  /** The domains of the programs, as vmc has filled them in, by UUID. */
  readonly programs: ReadonlyMap<string, Node>
  /** The UUIDs of the domains that vmc manages for the project, but that no program contains any more. */
  readonly orphans: ReadonlySet<string>
}

/** A device of a program that is new on its host, or that has changed. */
interface ChangedDevice {
  readonly kind: Kind
  readonly path: string
  readonly node: Node
  readonly origin: Origin
}

type Kind = 'disk' | 'interface'

/** Finds devices of programs that use an image or a MAC address of another domain on their host. */
export class SharedResources {
  readonly #context: SharingContext
  readonly #hosts = new Map<string, HostResources>()

  constructor(context: SharingContext) {
    this.#context = context
  }

  /** Returns the uses by a domain that its host does not have yet. */
  ofNew(program: Node, uuid: string, host: string): readonly SharedUse[] {
    const devices = childAt(program, 'devices')
    const changed = (['disk', 'interface'] as const).flatMap(kind =>
      childrenAt(devices ?? program, kind).map((node, index) => ({
        ...{ kind, node, origin: node.origin },
        path: `devices/${kind}[${labelOf(node, kind, true, index)}]`,
      })),
    )
    return this.#uses(changed, uuid, host, true)
  }

  /** Returns the uses that the changes of a domain add. */
  ofChanges(changes: readonly Change[], uuid: string, host: string): readonly SharedUse[] {
    return this.#uses(changes.flatMap(changedDevice), uuid, host, false)
  }

  #uses(
    devices: readonly ChangedDevice[],
    uuid: string,
    host: string,
    isNew: boolean,
  ): readonly SharedUse[] {
    const uses = new Map<string, SharedUse>()
    for (const { kind, path, node, origin } of devices) {
      const resource = kind === 'disk' ? imageOf(node) : macOf(node)
      const user = resource && this.#userOf(resource, uuid, host)
      if (!user) continue
      const [at] = locationsOf(origin)
      const help = `${this.#adviceOn(kind, user, isNew)}; to use it anyway, pass --allow '${path}'`
      const reason = `"${user.domain.name}" on ${host} also ${resource.text}`
      uses.set(path, { path, reason, help, ...(at && { at }) })
    }
    return [...uses.values()]
  }

  /**
   * Returns the other domain on the host that uses a resource. A domain whose program still uses the resource is left out: the
   * rules for domains of a build report it.
   */
  #userOf(resource: Resource, uuid: string, host: string): KnownDomain | undefined {
    const resources =
      this.#hosts.get(host) ??
      new HostResources(
        this.#context.known.filter(one => one.host.name === host),
        devicesOf,
      )
    this.#hosts.set(host, resources)
    return resources.usersOf(resource).find(({ domain }) => {
      const program = this.#context.programs.get(domain.uuid)
      return domain.uuid !== uuid && !(program && devicesOf(program).includes(resource.key))
    })
  }

  #adviceOn(kind: Kind, { domain: { name, uuid } }: KnownDomain, isNew: boolean): string {
    if (isNew && this.#context.orphans.has(uuid) && /^[\w.-]+$/.test(name))
      return `if you have renamed the domain, add .formerly('${name}') to the program`
    if (this.#context.programs.has(uuid)) return `apply the change of "${name}" first`
    return kind === 'disk'
      ? 'give each domain its own image, or make the disks readonly or shareable'
      : 'leave the MAC address out, so that vmc derives one from the name'
  }
}

/** Returns the disk or NIC to which a change gives another image or MAC address. */
function changedDevice({
  kind,
  keys,
  path,
  after,
  device,
  origin,
}: Change): readonly ChangedDevice[] {
  const [, start, name] = /^(devices\/(disk|interface)\[[^\]]*\])/.exec(path) ?? []
  if (start === undefined) return []
  const isWhole = keys.length === 2
  const node = isWhole && isNode(after) ? after : device?.after
  if (!node || (isWhole && kind === 'removed')) return []
  if (!isWhole && !DECISIVE.includes(keys[2]!)) return []
  return [{ kind: name as Kind, path: start, node, origin }]
}

/** The parts of a disk or NIC that determine whether it uses the same resource as another one. */
const DECISIVE = ['type', 'device', 'source', 'readonly', 'shareable', 'transient', 'mac']

/** The image that a disk writes to, if it does not allow others to use the image at the same time. */
function imageOf(disk: Node): Resource | undefined {
  const allowsOthers = (key: string): boolean =>
    slotOf(disk, key) !== undefined && scalarAt(disk, key) !== false
  if (['readonly', 'shareable', 'transient'].some(allowsOthers)) return undefined
  if ((scalarAt(disk, 'device') ?? 'disk') !== 'disk') return undefined
  const [file, dev, pool, volume, protocol, name] = [
    ...['file', 'dev', 'pool', 'volume', 'protocol', 'name'],
  ].map(key => scalarAt(disk, 'source', key)?.toString())
  const path = file ?? dev
  if (path !== undefined) return image(path, path)
  if (pool !== undefined && volume !== undefined) return image(`${pool} ${volume}`, volume)
  if (protocol !== undefined && name !== undefined)
    return image(`${protocol} ${serversOf(disk)} ${name}`, name)
  return undefined
}

/** The servers of a network image as text. Two servers can provide different images of the same name. */
const serversOf = (disk: Node): string =>
  childrenAt(childAt(disk, 'source')!, 'host')
    .map(host => ['name', 'port', 'socket'].map(key => scalarAt(host, key) ?? '').join(':'))
    .sort()
    .join(' ')

const image = (key: string, name: string): Resource => ({
  ...{ key: `image ${key}`, name, text: `writes to ${name}` },
})

/** The MAC address of a NIC on its network, if the program or the host sets it. A derived address is always unique. */
function macOf(nic: Node): Resource | undefined {
  const mac = childAt(nic, 'mac')
  const name = mac && scalarAt(mac, 'address')?.toString().toLowerCase()
  const network = ['bridge', 'network', 'dev']
    .map(key => scalarAt(nic, 'source', key))
    .find(Boolean)
  if (!name || mac?.made || network === undefined) return undefined
  return { key: `mac ${name} ${network}`, name, text: `has the MAC address ${name}` }
}

/** The keys of the resources that the devices of a domain use. */
function devicesOf(domain: Node): readonly string[] {
  const devices = childAt(domain, 'devices')
  if (!devices) return []
  return [
    ...childrenAt(devices, 'disk').map(imageOf),
    ...childrenAt(devices, 'interface').map(macOf),
  ].flatMap(resource => (resource ? [resource.key] : []))
}
