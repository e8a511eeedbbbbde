import type { ListedDomain, Listing } from './listing.ts'

/** The variables of a guest in an Ansible inventory. */
interface GuestVariables {
  readonly ansible_connection: string
  readonly ansible_libvirt_uri: string
  readonly ansible_host: string
  readonly vmc_host: string
  readonly vmc_name: string
  readonly vmc_uuid: string
  readonly vmc_state: string
  readonly vmc_project: string | null
}

/**
 * A static Ansible inventory in the format of the YAML inventory plugin. It has a group for each host, with the domains of the
 * host. The connection plugin of community.libvirt connects to a guest through its guest agent. If several guests have the same
 * name, their UUIDs are listed. Domains with special characters in their names are left out, because Ansible would evaluate a
 * name such as `{{ … }}` as a template.
 */
export function inventoryFor(listings: readonly Listing[]) {
  const all = listings.flatMap(({ domains = [] }) => domains)
  const counts = new Map<string, number>()
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1)
  const keyOf = ({ name, uuid }: ListedDomain): string => (counts.get(name) === 1 ? name : uuid)
  const groups = listings.map(listing => [
    groupName(listing.name),
    {
      hosts: Object.fromEntries(
        (listing.domains ?? [])
          .filter(isPlain)
          .map(domain => [keyOf(domain), variablesOf(domain, listing)]),
      ),
    },
  ])
  return { all: { children: Object.fromEntries(groups) } }
}

/** Whether the name and the state of a domain contain no characters that have a special meaning in Ansible, such as braces. */
export const isPlain = ({ name, state }: ListedDomain): boolean =>
  [name, state].every(text => /^[\w@+:.][\w@+:. -]*$/.test(text))

function variablesOf(domain: ListedDomain, { name, uri }: Listing): GuestVariables {
  const { owner } = domain
  return {
    ansible_connection: 'community.libvirt.libvirt_qemu',
    ansible_libvirt_uri: uri,
    ansible_host: domain.name,
    vmc_host: name,
    vmc_name: domain.name,
    vmc_uuid: domain.uuid,
    vmc_state: domain.state,
    vmc_project: owner.kind === 'nobody' ? null : owner.project,
  }
}

// Makes a valid group name. Ansible accepts only variable names as group names.
const groupName = (name: string): string => name.replace(/^(?=\d)|\W/g, '_')
