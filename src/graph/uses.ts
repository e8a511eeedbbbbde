import type { Cursor, DomainCursor } from '../check/cursor.ts'
import { cursorOf } from '../check/element-cursor.ts'
import { chainOf } from '../check/facts/disk-chain.ts'
import { nameOf } from '../check/facts/domain.ts'
import type { DiskSource } from '../schema/domain/disk-source.ts'
import type { Node } from '../tree/node.ts'

/** The kind of a resource of the host. An `interface` is a NIC of the host that guests use directly, as with macvtap. */
export type ResourceKind =
  | 'bridge'
  | 'network'
  | 'interface'
  | 'pool'
  | 'image'
  | 'volume'
  | 'folder'

/** A resource that several guests can share, such as a network, a disk image or a folder. */
export interface Resource {
  readonly kind: ResourceKind
  /** The name or path of the resource in the definition. */
  readonly name: string
  /**
   * Whether the resource is on a host. Resources of the same name on two hosts are then different resources. An image on a
   * storage server is the same image for all hosts.
   */
  readonly isOfHost: boolean
}

/** A domain, its host, and the resources that it uses. Each resource is listed once. */
export interface DomainUses {
  readonly name: string
  /** The host that the program sets with `.host()`. */
  readonly host?: string
  readonly resources: readonly Resource[]
}

/**
 * Returns the resources that a domain uses: the networks of its NICs, its images, pools and volumes, and its shared folders.
 */
export function usesOf(node: Node, host: string | undefined): DomainUses {
  const domain = cursorOf(node)
  const all = [...nicResources(domain), ...diskResources(domain), ...folders(domain)]
  const resources = [...new Map(all.map(one => [`${one.kind} ${one.name}`, one])).values()]
  return { name: nameOf(domain), ...(host !== undefined && { host }), resources }
}

const ofHost = (kind: ResourceKind, name: string | undefined): readonly Resource[] =>
  name === undefined ? [] : [{ kind, name, isOfHost: true }]

const nicResources = (domain: DomainCursor): readonly Resource[] =>
  domain.each('devices/interface').flatMap(nic => {
    switch (nic.text('type')) {
      case 'bridge':
        return ofHost('bridge', nic.text('source/bridge'))
      case 'network':
        return ofHost('network', nic.text('source/network'))
      case 'direct':
        return ofHost('interface', nic.text('source/dev'))
      default:
        return []
    }
  })

const diskResources = (domain: DomainCursor): readonly Resource[] =>
  domain
    .each('devices/disk')
    .flatMap(disk =>
      [...chainOf(disk)].flatMap(({ type, source }) =>
        source ? imageResources(type, source) : [],
      ),
    )

function imageResources(type: string, source: Cursor<DiskSource>): readonly Resource[] {
  switch (type) {
    case 'file':
      return ofHost('image', source.text('file'))
    case 'block':
      return ofHost('image', source.text('dev'))
    case 'dir':
      return ofHost('folder', source.text('dir'))
    case 'volume': {
      const pool = source.text('pool')
      const volume = source.text('volume')
      if (pool === undefined || volume === undefined) return []
      return [...ofHost('pool', pool), ...ofHost('volume', `${pool}/${volume}`)]
    }
    case 'network':
      return [{ kind: 'image', name: addressOf(source), isOfHost: false }]
    default:
      return []
  }
}

/** Returns the URL of an image on a storage server: `rbd://mon1/vms/web0`. */
function addressOf(source: Cursor<DiskSource>): string {
  const [server] = source
    .each('host')
    .flatMap(host => host.text('name') ?? host.text('socket') ?? [])
    .sort()
  const path = source.text('name') ?? ''
  const place = server === undefined ? path : `//${server}${path === '' ? '' : `/${path}`}`
  return `${source.text('protocol') ?? 'network'}:${place}`
}

const folders = (domain: DomainCursor): readonly Resource[] =>
  domain.each('devices/filesystem').flatMap(one => ofHost('folder', one.text('source/dir')))
