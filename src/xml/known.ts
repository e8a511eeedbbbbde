import type { Element, Field } from '../schema/element.ts'
import { namespaces } from '../schema/namespaces.ts'

/** A field of the table, found by the name that it has in XML. */
export interface Known {
  readonly key: string
  readonly field: Field
  /** Was it the name of an earlier time? */
  readonly outdated: boolean
}

interface Names {
  readonly attributes: ReadonlyMap<string, Known>
  readonly children: ReadonlyMap<string, Known>
}

// Every document asks for the same few hundred elements.
const names = new WeakMap<Element, Names>()

function namesOf(element: Element): Names {
  const before = names.get(element)
  if (before) return before
  const attributes = new Map<string, Known>()
  const children = new Map<string, Known>()
  for (const [key, field] of Object.entries(element.fields)) {
    if (field.kind === 'text') continue
    const found = field.kind === 'attribute' ? attributes : children
    found.set(field.name ?? key, { key, field, outdated: false })
    if (field.was !== undefined) found.set(field.was, { key, field, outdated: true })
  }
  const made = { attributes, children }
  names.set(element, made)
  return made
}

/** The attribute of an element that has a name. */
export const attributeField = (element: Element, name: string): Known | undefined =>
  namesOf(element).attributes.get(name)

/** The child of an element that has a name. */
export const childField = (element: Element, name: string): Known | undefined =>
  namesOf(element).children.get(name)

const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]))

/**
 * The name the table has for an element: in a hypervisor's namespace with the prefix that everyone gives it, whatever
 * the document does, and in a namespace of anyone else none.
 */
export function tableName(local: string, uri: string): string | undefined {
  const prefix = prefixes.get(uri)
  return uri === '' ? local : prefix && `${prefix}:${local}`
}
