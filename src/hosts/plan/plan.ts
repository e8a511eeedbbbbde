import { nameOf } from '../../build/domains/identity.ts'
import type { DomainTree } from '../../build/domains/pipeline.ts'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { scalarAt } from '../../tree/node.ts'
import type { Origin } from '../../tree/origin.ts'
import type { HostAddress } from '../host-list.ts'
import type { HostDomain } from '../inventory.ts'
import { type Marker, markerIn } from '../marker.ts'
import type { ReadHost } from '../read-hosts.ts'
import { compareDomain, type DomainDifferences } from './domain-plan.ts'

/** The input of a plan. */
export interface PlanInput {
  readonly project: string
  readonly domains: readonly DomainTree[]
  /** All hosts of the configuration, including hosts that could not be read. */
  readonly hosts: readonly ReadHost[]
}

/** The two domains that were compared. */
interface PlanSource {
  readonly program: DomainTree
  readonly definition: HostDomain
}

/** A domain that exists on its host and was compared with the program. */
export type ComparedDomain = Extract<PlannedDomain, { readonly source: PlanSource }>

/** The plan for one domain of a program. */
export type PlannedDomain = {
  readonly name: string
  readonly uuid: string
  readonly host: HostAddress
  readonly origin: Origin
} & (
  | /** No host has the domain. */ { readonly status: 'new' }
  | /** No host that was read has the domain. The hosts in `unread` could not be read. */ {
      readonly status: 'unknown'
      readonly unread: readonly string[]
    }
  | /** The host has the domain. vmc manages it (`owned`) or not (`unmarked`). */ ({
      readonly status: 'owned' | 'unmarked'
      readonly state: string
      readonly source: PlanSource
    } & DomainDifferences)
  | /** vmc must not change the domain. The user has to resolve the reason. */ {
      readonly status: 'refused'
      readonly reason: string
      readonly help: string
    }
)

/** A domain on a host that the project manages and that no program contains. */
export interface Orphan {
  readonly name: string
  readonly uuid: string
  readonly host: HostAddress
  readonly state: string
}

/** A plan for all hosts. A plan only describes changes. */
export interface Plan {
  readonly domains: readonly PlannedDomain[]
  readonly orphans: readonly Orphan[]
  /** The MAC addresses on all hosts. */
  readonly macs: ReadonlySet<string>
  readonly diagnostics: readonly Diagnostic[]
}

/** A domain on a host, and its marker. A marker that was copied from another domain is ignored. */
interface Known {
  readonly host: ReadHost
  readonly domain: HostDomain
  readonly marker: Marker | undefined
}

/** Compares the domains of programs with the domains on all hosts. It does not change anything. */
export function makePlan({ project, domains, hosts }: PlanInput): Plan {
  const known = hosts.flatMap(host =>
    (host.inventory?.domains ?? []).map((domain): Known => {
      const marker = markerIn(domain.xml)
      return { host, domain, marker: marker?.uuid === domain.uuid ? marker : undefined }
    }),
  )
  const macs = new Set(known.flatMap(({ domain }) => macsIn(domain.xml)))
  const diagnostics: Diagnostic[] = []
  const planned = domains.flatMap(tree => {
    const host = hostFor(tree, hosts)
    if ('code' in host) {
      diagnostics.push(host)
      return []
    }
    return [planDomain(tree, host, { project, hosts, known, macs })]
  })
  const uuids = new Set(domains.map(({ filled }) => scalarAt(filled, 'uuid')))
  const orphans = known
    .filter(({ marker, domain }) => marker?.project === project && !uuids.has(domain.uuid))
    .map(({ host, domain: { name, uuid, state } }) => ({
      name,
      uuid,
      state,
      host: addressOf(host),
    }))
  return { domains: planned, orphans, macs, diagnostics }
}

const addressOf = ({ name, uri }: HostAddress): HostAddress => ({ name, uri })

const macsIn = (xml: string): readonly string[] =>
  [...xml.matchAll(/<mac address='([^']*)'/g)].map(([, mac]) => mac!.toLowerCase())

/** Returns the host of a domain: the host that `.host()` names or, without `.host()`, the only host. */
function hostFor({ filled, host }: DomainTree, hosts: readonly ReadHost[]): ReadHost | Diagnostic {
  const names = hosts.map(({ name }) => name)
  if (!host) {
    if (hosts.length === 1) return hosts[0]!
    return diagnose('VMC7007', {
      message: `domain "${nameOf(filled)}" names no host, and the configuration has several`,
      origin: filled.origin,
      help: `name the host of the domain, such as .host('${names[0]}')`,
    })
  }
  const found = hosts.find(({ name }) => name === host.value)
  if (found) return found
  const near = nearest(String(host.value), names)
  return diagnose('VMC7002', {
    message: `the configuration has no URI for host "${host.value}"`,
    origin: host.origin,
    help: near === undefined ? `the hosts are ${names.join(', ')}` : `did you mean "${near}"?`,
  })
}

interface PlanContext {
  readonly project: string
  readonly hosts: readonly ReadHost[]
  readonly known: readonly Known[]
  readonly macs: ReadonlySet<string>
}

function planDomain(tree: DomainTree, host: ReadHost, context: PlanContext): PlannedDomain {
  const { filled } = tree
  const name = nameOf(filled)
  const uuid = String(scalarAt(filled, 'uuid') ?? '')
  const start = { name, uuid, host: addressOf(host), origin: filled.origin }
  const refuse = (reason: string, help: string): PlannedDomain => ({
    ...start,
    status: 'refused',
    reason,
    help,
  })
  if (uuid === '')
    return refuse('the domain has no UUID', 'remove .uuid(false): vmc knows domains by their UUIDs')
  const same = context.known.filter(({ domain }) => domain.uuid === uuid)
  const unread = context.hosts.filter(one => !one.inventory).map(one => one.name)
  if (same.length > 1) {
    const names = same.map(one => one.host.name).join(' and ')
    return refuse(
      `${names} both have the domain`,
      'remove one of the two definitions by hand: both would write to the same disks',
    )
  }
  const [found] = same
  if (!found) {
    const taken = context.known.find(one => one.host === host && one.domain.name === name)
    if (taken)
      return refuse(
        `${host.name} has a domain of this name with another UUID`,
        `if it is this domain, write .uuid('${taken.domain.uuid}'); else choose another name`,
      )
    return unread.length > 0 ? { ...start, status: 'unknown', unread } : { ...start, status: 'new' }
  }
  if (found.host !== host)
    return refuse(
      `the domain is on ${found.host.name}`,
      `move it: virsh -c '${found.host.uri}' migrate ${found.domain.isActive ? '--live' : '--offline'} --persistent --undefinesource ${uuid} '${host.uri}'`,
    )
  return planFound(tree, found, start, context)
}

function planFound(
  tree: DomainTree,
  { domain, marker, host }: Known,
  start: Pick<PlannedDomain, 'name' | 'uuid' | 'host' | 'origin'>,
  { project, macs }: PlanContext,
): PlannedDomain {
  if (marker && marker.project !== project)
    return {
      ...start,
      status: 'refused',
      reason: `the domain belongs to project "${marker.project}"`,
      help: 'choose another name, or remove the domain from that project first',
    }
  const isOwn = marker !== undefined && marker.host === host.name
  const differences = compareDomain(tree, domain, isOwn ? marker : undefined, {
    takenMacs: macs,
    libvirt: host.inventory!.libvirt,
  })
  if (!differences)
    return {
      ...start,
      status: 'refused',
      reason: 'vmc cannot read the definition on the host',
      help: `check it: virsh -c '${host.uri}' dumpxml --inactive ${start.uuid} | vmc validate -`,
    }
  const { state } = domain
  return {
    ...start,
    status: isOwn ? 'owned' : 'unmarked',
    state,
    source: { program: tree, definition: domain },
    ...differences,
  }
}

/** Whether a domain is managed by vmc and does not differ from its program. */
export const isSettled = (domain: PlannedDomain): boolean =>
  domain.status === 'owned' &&
  domain.wanted.length === 0 &&
  domain.drift.length === 0 &&
  domain.ambiguous.length === 0
