import type { Field } from '../schema/element.ts'
import { isNode, Misfit, type Node, type Scalar, type Value } from '../tree/node.ts'

/*
 * The shape of a domain: what it has, and all values that domains share, such as types, models and buses. What each domain
 * has for itself (its name, paths, addresses, numbers) is no part of it.
 */

/** Is a value part of the shape, beside its being there? A word is; a domain itself has but those of closed lists. */
export const isShared = (field: Field | undefined, value: Scalar, isDomain: boolean): boolean =>
  typeof value === 'boolean' ||
  (typeof value === 'string' &&
    WORD.test(value) &&
    (!isDomain || field?.codec?.values !== undefined))

// Nothing that could end it stands in it.
const WORD = /^[a-z][\w.+-]{0,15}$/i

/** The shape of a domain, as a text that is the same for the same shape; of one with unknown parts it is not known. */
export const shapeOf = (domain: Node): string | undefined => shape(domain, true)

function shape({ element, fields }: Node, isDomain: boolean): string | undefined {
  let text = ''
  for (const key in fields) {
    const field = Object.hasOwn(element.fields, key) ? element.fields[key] : undefined
    if (!field) return undefined
    const own = shapeOfValue(field, fields[key]!.value, isDomain)
    if (own === undefined) return undefined
    text += ` ${key}${own}`
  }
  return text
}

function shapeOfValue(field: Field, value: Value, isDomain: boolean): string | undefined {
  if (isNode(value)) {
    const inner = shape(value, false)
    return inner === undefined ? undefined : `{${inner}}`
  }
  if (value instanceof Misfit) return '!'
  if (!Array.isArray(value)) return isShared(field, value as Scalar, isDomain) ? `=${value}` : '?'
  let text = '['
  for (const one of value) {
    const own = shapeOfValue(field, one, isDomain)
    if (own === undefined) return undefined
    text += `${own},`
  }
  return `${text}]`
}
