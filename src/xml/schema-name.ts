import { namespaces } from '../schema/core/namespaces.ts'

const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]))

/**
 * Returns the name of an element in the form that the schema uses. For an element in the namespace of a hypervisor, the name
 * has the usual prefix, such as `qemu:`, even if the document uses another prefix. For an element in any other namespace, the
 * result is `undefined`.
 */
export function schemaName(local: string, uri: string): string | undefined {
  const prefix = prefixes.get(uri)
  return uri === '' ? local : prefix && `${prefix}:${local}`
}
