import { namespaces } from '../schema/core/namespaces.ts'

const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]))

/**
 * The name of an element in the table. In a hypervisor's namespace it has the usual prefix, whichever the document uses;
 * in any other namespace it has none: `undefined`.
 */
export function tableName(local: string, uri: string): string | undefined {
  const prefix = prefixes.get(uri)
  return uri === '' ? local : prefix && `${prefix}:${local}`
}
