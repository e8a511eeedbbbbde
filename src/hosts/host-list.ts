import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'

/** The name and the URI of a host to which vmc can connect. */
export interface HostAddress {
  /** The name of the host in the configuration, or the URI if the host is not in the configuration. */
  readonly name: string
  /** The connection URI of libvirt: `qemu+ssh://root@hv1/system`. */
  readonly uri: string
}

/** Returns only the name and the URI of a host. */
export const addressOf = ({ name, uri }: HostAddress): HostAddress => ({ name, uri })

/** The settings that determine the hosts to which a command connects. */
export interface HostListOptions {
  /** The hosts of the configuration. */
  readonly hosts?: Readonly<Record<string, { readonly uri?: string }>> | undefined
  /** The connection URI of a single host. It replaces the hosts of the configuration. */
  readonly uri?: string | undefined
  readonly env: Readonly<Record<string, string | undefined>>
}

/** The hosts to which a command connects. If there are no hosts, the diagnostics say why. */
export interface HostList {
  readonly hosts: readonly HostAddress[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Returns the hosts to which a command connects. With `--uri`, this is a single host, with the name that it has in the
 * configuration, if any. Without `--uri`, these are the hosts in the configuration that have a URI. If there are none, it is
 * the host of LIBVIRT_DEFAULT_URI.
 */
export function hostList({ hosts = {}, uri, env }: HostListOptions): HostList {
  const configured = Object.entries(hosts).flatMap(([name, host]) =>
    host.uri === undefined ? [] : [{ name, uri: host.uri }],
  )
  if (uri !== undefined)
    return {
      hosts: [configured.find(one => one.uri === uri) ?? { name: uri, uri }],
      diagnostics: [],
    }
  if (configured.length > 0) return { hosts: configured, diagnostics: [] }
  const { LIBVIRT_DEFAULT_URI: standard } = env
  if (standard) return { hosts: [{ name: standard, uri: standard }], diagnostics: [] }
  const message = 'no host to connect to'
  const help =
    "name one in vmc.config.ts: hosts: { hv1: { uri: 'qemu+ssh://root@hv1/system' } }; for this machine, pass --uri qemu:///system"
  return { hosts: [], diagnostics: [diagnose('VMC7002', { message, help })] }
}

/** Limits a list of hosts to those with the given names. Without names, all hosts are returned. */
export function onlyHosts(
  { hosts, diagnostics }: HostList,
  names: readonly string[] = [],
): HostList {
  if (names.length === 0 || hosts.length === 0) return { hosts, diagnostics }
  const known = hosts.map(({ name }) => name)
  const unknown = names.filter(name => !known.includes(name))
  return {
    hosts: hosts.filter(({ name }) => names.includes(name)),
    diagnostics: [
      ...diagnostics,
      ...unknown.map(name => {
        const near = nearest(name, known)
        const help =
          near === undefined ? `the hosts are ${known.join(', ')}` : `did you mean "${near}"?`
        return diagnose('VMC7002', { message: `unknown host "${name}"`, help })
      }),
    ],
  }
}
