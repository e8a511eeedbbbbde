import { nearest } from '../diagnostics/nearest.ts'
import { lookup } from '../schema/core/lookup.ts'
import { namespaces } from '../schema/core/namespaces.ts'
import type { Tag } from './open.ts'

/* The help texts about namespaces of hypervisors, such as the namespace of `<qemu:commandline>`. */

/** The declaration of a hypervisor's namespace: `xmlns:qemu="http://…/qemu/1.0"`. */
const declarationOf = (prefix: string): string => `xmlns:${prefix}="${lookup(namespaces, prefix)}"`

/** Returns the prefix that a parser error reports as not declared, or `undefined` for any other error. */
export const unboundPrefix = (message: string): string | undefined =>
  /^unbound namespace prefix: "(.*)"$/.exec(message)?.[1]

/** Returns a parser message in plain words. */
export function withoutJargon(message: string): string {
  const prefix = unboundPrefix(message)
  return prefix === undefined ? message : `the namespace prefix "${prefix}" is not declared`
}

/** The help for a namespace prefix that is not declared. */
export function declarationHelp(prefix: string): string {
  if (Object.hasOwn(namespaces, prefix)) return `add ${declarationOf(prefix)} to <domain>`
  const near = nearest(prefix, Object.keys(namespaces))
  return near === undefined
    ? `declare the namespace with xmlns:${prefix}="…"`
    : `did you mean "${near}"? It needs ${declarationOf(near)} on <domain>`
}

/**
 * The help for an element in a namespace that libvirt does not know. If the namespace is similar to a known namespace, the
 * help suggests the known namespace.
 */
export function namespaceHelp({ name, uri }: Tag): string {
  const meant = prefixMeantBy(name, uri)
  return meant === undefined
    ? `"${uri}" is the namespace of another program; put its elements into <metadata>`
    : `"${uri}" is not the namespace of ${meant}; write ${declarationOf(meant)}`
}

/** Returns the prefix of the hypervisor namespace that the user probably meant, such as `qemu`. */
export function prefixMeantBy(name: string, uri: string): string | undefined {
  const prefix = /^(.*):/.exec(name)?.[1]
  if (prefix !== undefined && Object.hasOwn(namespaces, prefix)) return prefix
  const [, host, kind] =
    /^https?:\/\/(?:www\.)?(libvirt\.org)\/.*?(\w+)(?:\/[\d.]+)?\/?$/.exec(uri) ?? []
  if (host !== undefined && kind !== undefined) return nearest(kind, Object.keys(namespaces))
  const near = nearest(uri, Object.values(namespaces))
  return Object.entries(namespaces).find(([, one]) => one === near)?.[0]
}

/** The help for an element that is written without its namespace prefix. */
export function prefixHelp(names: readonly string[]): string {
  const [first] = names as [string]
  const prefix = first.slice(0, first.indexOf(':'))
  return `write ${names.map(name => `<${name}>`).join(' or ')}, and add ${declarationOf(prefix)} to <domain>`
}
