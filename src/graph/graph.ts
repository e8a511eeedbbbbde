import { nameList, stemOf } from './names.ts'
import type { DomainUses, Resource, ResourceKind } from './uses.ts'

/**
 * A picture of several domains as plain data. It contains the hosts, the domains on each host, and the resources that each
 * domain uses.
 */
export interface Graph {
  readonly hosts: readonly GraphHost[]
  readonly resources: readonly GraphResource[]
  /**
   * The lines of the picture. Each line connects a domain node with a resource node that the domain uses. `from` and `to` are
   * IDs of nodes.
   */
  readonly links: readonly { readonly from: string; readonly to: string }[]
}

/** A host with its domains. Domains without a host are in a `GraphHost` without a name. */
export interface GraphHost {
  readonly name?: string
  readonly domains: readonly GraphDomains[]
}

/**
 * A node for one or more domains of a host. Domains share a node if they use the same resources and if their names differ only
 * in numbers.
 */
export interface GraphDomains {
  readonly id: string
  readonly label: string
}

/** A node for a resource. Similar resources share a node if each of them belongs to one domain of the same domain node. */
export interface GraphResource {
  readonly id: string
  readonly kind: ResourceKind
  readonly label: string
  /**
   * The host on which the resource is. Not set for a resource on a storage server, or if the program assigns no domain to a
   * host.
   */
  readonly host?: string
}

/**
 * The maximum number of domain nodes. If the picture would have more nodes, domains that use the same resources share a node
 * even if their names differ.
 */
const MAX_NODES = 40

/**
 * The kinds of resources that the picture shows only if several domains use the same resource, because most domains have their
 * own.
 */
const ONLY_SHARED: ReadonlySet<ResourceKind> = new Set(['image', 'volume', 'folder'])

/**
 * A domain, and the resources of the domain that the picture can show: resources that several domains use, and resources that
 * only this domain uses.
 */
interface Shown {
  readonly domain: DomainUses
  readonly shared: readonly Resource[]
  readonly own: readonly Resource[]
}

/** Makes the picture of domains. Similar domains share a node. */
export function graphOf(domains: readonly DomainUses[]): Graph {
  const users = new Map<string, number>()
  for (const domain of domains)
    for (const resource of domain.resources) {
      const key = resourceKey(resource, domain.host)
      users.set(key, (users.get(key) ?? 0) + 1)
    }
  const shown = domains.map((domain): Shown => {
    const isShared = (resource: Resource) => users.get(resourceKey(resource, domain.host))! > 1
    const { resources } = domain
    return {
      domain,
      shared: resources.filter(isShared),
      own: resources.filter(one => !isShared(one) && !ONLY_SHARED.has(one.kind)),
    }
  })
  const named = groupBy(shown, one => `${likenessOf(one)}\n${stemOf(one.domain.name)}`)
  return picture(named.length <= MAX_NODES ? named : groupBy(shown, likenessOf))
}

const resourceKey = ({ kind, name, isOfHost }: Resource, host: string | undefined): string =>
  JSON.stringify([kind, name, isOfHost ? host : undefined])

/**
 * Returns a key that is equal for all similar domains. Domains of one host are similar if they use the same shared resources,
 * and if the other resources of each domain have similar names.
 */
function likenessOf({ domain: { host }, shared, own }: Shown): string {
  const exact = shared.map(one => resourceKey(one, host)).sort()
  return JSON.stringify([host, exact, own.map(classOf).sort()])
}

/** Returns a key that is equal for resources of the same kind whose names differ only in numbers. */
const classOf = ({ kind, name }: Resource): string => JSON.stringify([kind, stemOf(name)])

function picture(groups: readonly (readonly Shown[])[]): Graph {
  const resources = new Map<string, GraphResource>()
  const links: { from: string; to: string }[] = []
  const withIds = groups.map((group, index) => ({ group, id: `d${index}` }))
  for (const { group, id } of withIds) {
    const [{ domain, shared }] = group as readonly [Shown]
    const link = (key: string, alike: readonly Resource[]): void => {
      const [{ kind, isOfHost }] = alike as readonly [Resource]
      const made = resources.get(key) ?? {
        id: `r${resources.size}`,
        kind,
        label: nameList([...new Set(alike.map(one => one.name))]),
        ...(isOfHost && domain.host !== undefined && { host: domain.host }),
      }
      resources.set(key, made)
      links.push({ from: id, to: made.id })
    }
    for (const one of shared) link(resourceKey(one, domain.host), [one])
    for (const alike of groupBy(
      group.flatMap(one => one.own),
      classOf,
    ))
      link(`${id} ${classOf(alike[0]!)}`, alike)
  }
  const hosts = groupBy(withIds, ({ group }) => group[0]!.domain.host ?? '').map(ofHost => {
    const { host } = ofHost[0]!.group[0]!.domain
    return {
      ...(host !== undefined && { name: host }),
      domains: ofHost.map(({ group, id }) => ({
        id,
        label: nameList(group.map(({ domain }) => domain.name)),
      })),
    }
  })
  return { hosts, resources: [...resources.values()], links }
}

/** Groups items by a key. The groups and their items keep the order of the items. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): readonly (readonly T[])[] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return [...groups.values()]
}
