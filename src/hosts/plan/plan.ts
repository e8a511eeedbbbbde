import { nameOf } from '../../build/domains/identity.ts'
import type { DomainTree } from '../../build/domains/pipeline.ts'
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts'
import { nearest } from '../../diagnostics/nearest.ts'
import { scalarAt } from '../../tree/node.ts'
import type { Origin } from '../../tree/origin.ts'
import type { ParameterValues } from '../../tree/parameters.ts'
import type { Obstacle } from '../apply/busy.ts'
import { addressOf, type HostAddress } from '../host-list.ts'
import type { HostDomain } from '../inventory.ts'
import { isMarkerOf, MARKER_URI, type Marker } from '../marker.ts'
import type { ReadHost } from '../read-hosts.ts'
import { compareDomain, type DomainDifferences } from './domain-plan.ts'
import { readDefinition } from './host-definition.ts'
import { type KnownDomain, missingIn, type Orphan } from './orphans.ts'
import type { ProgramFiles } from './program-files.ts'
import { SharedResources, type SharedUse } from './shared-resources.ts'

export type { Orphan }

/** What vmc needs in order to make a plan. */
export interface PlanInput {
  readonly project: string
  readonly domains: readonly DomainTree[]
  /** All hosts of the configuration, including hosts that could not be read. */
  readonly hosts: readonly ReadHost[]
  /** The names of hosts that certainly have none of the domains, although vmc could not read these hosts. */
  readonly assumeAbsent?: readonly string[] | undefined
  /** The parameters that `--set` gives. */
  readonly set?: ParameterValues | undefined
  /**
   * The program files of this run. If they are not given, vmc treats domains of other programs as domains that no program
   * contains.
   */
  readonly files?: ProgramFiles | undefined
}

/** The domain of the program and the domain on the host, which vmc has compared. */
interface PlanSource {
  readonly program: DomainTree
  readonly definition: HostDomain
  /** The state of the domain that vmc recorded on the host. Set only if the project owns the domain. */
  readonly marker: Marker | undefined
}

/** A domain that no host has. */
export type NewDomain = Extract<PlannedDomain, { readonly status: 'new' }>

/** A planned domain that exists on its host, and its differences from the definition on the host. */
export type ComparedDomain = Extract<PlannedDomain, { readonly source: PlanSource }>

/** The plan for one domain of a program. */
export type PlannedDomain = {
  readonly name: string
  readonly uuid: string
  readonly host: HostAddress
  readonly origin: Origin
  /** The parameters that `--set` gives in this run. */
  readonly set?: ParameterValues | undefined
  /** The program files that export the domain, relative to the folder of the configuration. */
  readonly files?: readonly string[] | undefined
} & (
  | /** No host has the domain. */ {
      readonly status: 'new'
      readonly program: DomainTree
      /** The images and MAC addresses of the domain that other domains on the host use. */
      readonly shared?: readonly SharedUse[] | undefined
    }
  | /** vmc did not find the domain, but could not read the hosts in `unread`. One of them may have the domain. */ {
      readonly status: 'unknown'
      readonly unread: readonly string[]
    }
  | /** The host has the domain. The status is `owned` if vmc manages the domain, and `unmarked` if not. */ ({
      readonly status: 'owned' | 'unmarked'
      readonly state: string
      /** Whether vmc was interrupted before it could record the definition that it had written. */
      readonly isUnrecorded: boolean
      readonly source: PlanSource
      /** A current activity of the domain that prevents the changes, such as a migration. */
      readonly busy?: Obstacle | undefined
      /** The images and MAC addresses that the changes add, and that other domains on the host use. */
      readonly shared?: readonly SharedUse[] | undefined
    } & DomainDifferences)
  | /** vmc refuses to change the domain until the user has removed the cause that `reason` names. */ {
      readonly status: 'refused'
      readonly reason: string
      readonly help: string
    }
)

/** A plan for all hosts. It describes changes, but does not make them. */
export interface Plan {
  readonly domains: readonly PlannedDomain[]
  /** The domains that vmc manages for this project, but that no program of the project contains any more. */
  readonly orphans: readonly Orphan[]
  /** The domains on the hosts that this run does not build, but that other programs of the project still contain. */
  readonly others: readonly Orphan[]
  /** The names of the domains for which the configuration has no host. */
  readonly unplaced: readonly string[]
  /** The MAC addresses on all hosts. */
  readonly macs: ReadonlySet<string>
  readonly diagnostics: readonly Diagnostic[]
}

type Known = KnownDomain<ReadHost>

/** Compares the domains of programs with the domains on all hosts. The function changes nothing. */
export function makePlan({
  project,
  domains,
  hosts,
  assumeAbsent = [],
  set,
  files,
}: PlanInput): Plan {
  const known = hosts.flatMap(host =>
    (host.inventory?.domains ?? []).map((domain): Known => {
      const marker = domain.xml.includes(MARKER_URI) ? readDefinition(domain).marker : undefined
      return { host, domain, marker: marker?.uuid === domain.uuid ? marker : undefined }
    }),
  )
  const macs = new Set(known.flatMap(({ domain }) => macsIn(domain.xml)))
  const names = hosts.map(({ name }) => name)
  const diagnostics = assumeAbsent
    .filter(name => !names.includes(name))
    .map(name => noHost(`unknown host "${name}"`, name, names))
  const unread = hosts
    .filter(({ inventory, name }) => !inventory && !assumeAbsent.includes(name))
    .map(({ name }) => name)
  const unplaced: string[] = []
  const planned = domains.flatMap(tree => {
    const host = hostFor(tree, hosts)
    if ('code' in host) {
      diagnostics.push(host)
      unplaced.push(nameOf(tree.filled))
      return []
    }
    return [planDomain(tree, host, { project, unread, known, macs, set, files })]
  })
  const uuids = new Set(domains.map(({ filled }) => scalarAt(filled, 'uuid')))
  const missing = missingIn(known, project, uuids, files)
  const orphans = missing.filter(one => one.files.length === 0)
  const others = missing.filter(one => one.files.length > 0)
  const shared = new SharedResources({
    known,
    programs: new Map(domains.map(({ filled }) => [String(scalarAt(filled, 'uuid')), filled])),
    orphans: new Set(orphans.map(({ uuid }) => uuid)),
  })
  return {
    domains: planned.map(one => withShared(one, shared)),
    ...{ orphans, others, unplaced, macs, diagnostics },
  }
}

/** Adds the images and MAC addresses that a domain would share with other domains on its host. */
function withShared(domain: PlannedDomain, resources: SharedResources): PlannedDomain {
  const { uuid, host } = domain
  if (domain.status === 'new')
    return { ...domain, shared: resources.ofNew(domain.program.filled, uuid, host.name) }
  if (domain.status === 'owned' && domain.wanted.length > 0)
    return { ...domain, shared: resources.ofChanges(domain.wanted, uuid, host.name) }
  return domain
}

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
      help: `set the host of the domain, such as .host('${names[0]}')`,
    })
  }
  const found = hosts.find(({ name }) => name === host.value)
  if (found) return found
  return noHost(
    `the configuration has no URI for host "${host.value}"`,
    String(host.value),
    names,
    host.origin,
  )
}

function noHost(
  message: string,
  name: string,
  names: readonly string[],
  origin?: Origin,
): Diagnostic {
  const near = nearest(name, names)
  const help = near === undefined ? `the hosts are ${names.join(', ')}` : `did you mean "${near}"?`
  return diagnose('VMC7002', { message, help, ...(origin && { origin }) })
}

interface PlanContext {
  readonly project: string
  /** The names of the hosts that could not be read. Any domain may be on one of these hosts. */
  readonly unread: readonly string[]
  readonly known: readonly Known[]
  readonly macs: ReadonlySet<string>
  readonly set: ParameterValues | undefined
  readonly files: ProgramFiles | undefined
}

function planDomain(tree: DomainTree, host: ReadHost, context: PlanContext): PlannedDomain {
  const { filled } = tree
  const name = nameOf(filled)
  const uuid = String(scalarAt(filled, 'uuid') ?? '')
  const { set } = context
  const files = context.files?.recorded(tree.files) ?? []
  const start = {
    ...{ name, uuid, host: addressOf(host), origin: filled.origin },
    ...(set && { set }),
    ...(files.length > 0 && { files }),
  }
  const refuse = (reason: string, help: string): PlannedDomain => ({
    ...start,
    status: 'refused',
    reason,
    help,
  })
  if (uuid === '')
    return refuse('the domain has no UUID', 'remove .uuid(false): vmc knows domains by their UUIDs')
  const same = context.known.filter(({ domain }) => domain.uuid === uuid)
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
    const unread = new Set([...context.unread, ...(host.inventory ? [] : [host.name])])
    return unread.size > 0
      ? { ...start, status: 'unknown', unread: [...unread] }
      : { ...start, status: 'new', program: tree }
  }
  if (found.host !== host)
    return refuse(
      `the domain is on ${found.host.name}`,
      `move it: virsh -c '${found.host.uri}' migrate ${found.domain.isActive ? '--live' : '--offline'} --persistent --undefinesource ${uuid} '${host.uri}'`,
    )
  const taken =
    found.domain.name !== name &&
    context.known.some(one => one.host === host && one.domain.name === name)
  if (taken)
    return refuse(
      `${host.name} calls the domain "${found.domain.name}", and has another domain of this name`,
      'choose another name, or rename the other domain',
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
      help: 'choose another name for the domain, or remove the domain from the other project',
    }
  const isOwn = marker !== undefined && isMarkerOf(marker, host)
  const differences = compareDomain(tree, domain, isOwn ? marker : undefined, {
    takenMacs: macs,
    libvirt: host.inventory!.libvirt,
  })
  if (!differences)
    return {
      ...start,
      status: 'refused',
      reason: 'vmc cannot read the definition on the host',
      help: `check the definition: virsh -c '${host.uri}' dumpxml --inactive ${start.uuid} | vmc validate -`,
    }
  const { state } = domain
  return {
    ...start,
    status: isOwn ? 'owned' : 'unmarked',
    state,
    isUnrecorded: isOwn && marker.definition === undefined,
    source: { program: tree, definition: domain, marker: isOwn ? marker : undefined },
    ...differences,
  }
}

/** Whether the program sets an earlier name of the domain with `.formerly()`. */
export const isRenamed = ({ source }: Pick<ComparedDomain, 'source'>): boolean =>
  source.program.written.notes?.some(({ kind }) => kind === 'formerly') === true

/** Whether vmc manages a domain, and its definition on the host matches the program. */
export const isSettled = (domain: PlannedDomain): boolean =>
  domain.status === 'owned' &&
  !domain.isUnrecorded &&
  domain.wanted.length === 0 &&
  domain.drift.length === 0 &&
  domain.ambiguous.length === 0
