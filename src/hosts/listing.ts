import type { Change } from '../tree/merge/merge.ts'
import type { HostDomain } from './inventory.ts'
import { type Marker, markerIn } from './marker.ts'
import { driftOf } from './plan/domain-plan.ts'
import { pendingChanges } from './plan/pending.ts'
import type { ReadHost } from './read-hosts.ts'

/** Who owns a domain on a host: this project or another project. A domain that vmc does not manage has no owner. */
type Owner =
  | { readonly kind: 'this' | 'another'; readonly project: string }
  | { readonly kind: 'nobody' }

/** A domain in the output of `vmc list`. */
export interface ListedDomain {
  readonly name: string
  readonly uuid: string
  readonly state: string
  readonly owner: Owner
  readonly autostart: boolean
  /**
   * The paths of the elements and attributes whose changes take effect at the next boot of a running guest, such as
   * `devices/disk[vda]`.
   */
  readonly pending: readonly string[]
  /**
   * The paths of the elements and attributes that have changed on the host since vmc last recorded the domain. Set only for
   * domains of this project, and only with `--drift`.
   */
  readonly drift?: readonly string[]
  /** Facts that a user should know before starting or changing the domain. */
  readonly notes: readonly string[]
}

/** A host in the output of `vmc list`: its domains, or the error if the host could not be read. */
export interface Listing {
  readonly name: string
  readonly uri: string
  readonly libvirt?: string
  readonly domains?: readonly ListedDomain[]
  readonly error?: string
}

/** The settings for listing the domains of a host. */
export interface ListingSettings {
  readonly project: string | undefined
  /** Whether to compare the domains of the project with the state that vmc last recorded. Default: `false`. */
  readonly showsDrift?: boolean
}

/** Lists the domains of a host. */
export function listingOf(
  { name, uri, inventory, error }: ReadHost,
  { project, showsDrift = false }: ListingSettings,
): Listing {
  if (error) return { name, uri, error: error.message }
  return {
    name,
    uri,
    libvirt: inventory.libvirt,
    domains: inventory.domains.map(domain => {
      const marker = ownMarker(domain)
      const owner = ownerOf(marker, project)
      const drift =
        showsDrift && marker && owner.kind === 'this'
          ? pathsOf(driftOf(marker, domain.xml, inventory.libvirt))
          : undefined
      return {
        name: domain.name,
        uuid: domain.uuid,
        state: domain.state,
        owner,
        autostart: domain.hasAutostart,
        ...notesOn(domain, drift),
      }
    }),
  }
}

/**
 * Returns the marker, which is vmc's element in the metadata of a domain. If the marker contains the UUID of another domain, it
 * was copied when that domain was cloned, and is ignored.
 */
function ownMarker({ xml, uuid }: HostDomain): Marker | undefined {
  const marker = markerIn(xml)
  return marker?.uuid === uuid ? marker : undefined
}

function ownerOf(marker: Marker | undefined, project: string | undefined): Owner {
  if (!marker) return { kind: 'nobody' }
  return { kind: marker.project === project ? 'this' : 'another', project: marker.project }
}

function notesOn(
  domain: HostDomain,
  drift: readonly string[] | undefined,
): Pick<ListedDomain, 'notes' | 'pending' | 'drift'> {
  const pending = pathsOf(pendingChanges(domain))
  const notes = [
    ...(domain.isPersistent ? [] : ['not persistent']),
    ...(domain.hasManagedSave ? ['saved memory'] : []),
    ...(pending.length === 0 ? [] : [`next boot changes ${shortened(pending)}`]),
  ]
  if (drift && drift.length > 0) notes.push(`others changed ${shortened(drift)}`)
  return { pending, ...(drift && { drift }), notes }
}

const pathsOf = (changes: readonly Change[]): readonly string[] =>
  changes.map(({ path }) => path.replace(/\/value$/, ''))

const shortened = (pending: readonly string[]): string =>
  pending.length > 3 ? `${pending.length} parts` : pending.join(', ')
