import { namespaces } from '../schema/core/namespaces.ts'

const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]))

/**
 * The name of an element as the schema writes it. An element in the namespace of a hypervisor gets the usual prefix,
 * such as `qemu:`, even if the document uses another prefix. `undefined` for an element in any other namespace.
 */
export function schemaName(local: string, uri: string): string | undefined {
  const prefix = prefixes.get(uri)
  return uri === '' ? local : prefix && `${prefix}:${local}`
}
