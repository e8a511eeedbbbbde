import type { HostDomain } from './inventory.ts'
import { markerIn } from './marker.ts'
import { pendingChanges } from './plan/pending.ts'
import type { ReadHost } from './read-hosts.ts'

/** Whose a domain is: that of this project, of another one, or one that vmc has not made or adopted. */
type Owner =
  | { readonly kind: 'this' | 'another'; readonly project: string }
  | { readonly kind: 'nobody' }

/** A domain in a list. */
export interface ListedDomain {
  readonly name: string
  readonly uuid: string
  readonly state: string
  readonly owner: Owner
  readonly autostart: boolean
  /** The parts of a running domain that its next boot changes: `devices/disk[vda]`. */
  readonly pending: readonly string[]
  /** What a person should know before starting or changing the domain. */
  readonly notes: readonly string[]
}

/** A host in a list: its domains, or the reason why there are none. */
export interface Listing {
  readonly name: string
  readonly uri: string
  readonly libvirt?: string
  readonly domains?: readonly ListedDomain[]
  readonly error?: string
}

/** The list of the domains of a host. */
export function listingOf(
  { name, uri, inventory, error }: ReadHost,
  project: string | undefined,
): Listing {
  if (error) return { name, uri, error: error.message }
  return {
    name,
    uri,
    libvirt: inventory.libvirt,
    domains: inventory.domains.map(domain => ({
      name: domain.name,
      uuid: domain.uuid,
      state: domain.state,
      owner: ownerOf(domain, project),
      autostart: domain.hasAutostart,
      ...notesOn(domain),
    })),
  }
}

function ownerOf({ xml, uuid }: HostDomain, project: string | undefined): Owner {
  const marker = markerIn(xml)
  // A marker with another UUID was copied with a clone of the domain.
  if (!marker || marker.uuid !== uuid) return { kind: 'nobody' }
  return { kind: marker.project === project ? 'this' : 'another', project: marker.project }
}

function notesOn(domain: HostDomain): Pick<ListedDomain, 'notes' | 'pending'> {
  const pending = pendingChanges(domain).map(({ path }) => path.replace(/\/value$/, ''))
  const notes = [
    ...(domain.isPersistent ? [] : ['not persistent']),
    ...(domain.hasManagedSave ? ['saved memory'] : []),
    ...(pending.length === 0 ? [] : [`next boot changes ${shortened(pending)}`]),
  ]
  return { pending, notes }
}

const shortened = (pending: readonly string[]): string =>
  pending.length > 3 ? `${pending.length} parts` : pending.join(', ')
