import { collapseWhitespace } from '../schema/core/codec.ts'
import { isAttributeName } from '../schema/core/compiled.ts'
import { Unchecked } from '../tree/node.ts'
import type { Open } from './open.ts'
import { parseText } from './scalar.ts'

/**
 * Returns the value of an element that is a flag or contains only text. Unknown attributes of the element are stored together
 * with the text. Returns `undefined` if the element has other content.
 */
export function plainValue({ field, attributes, children, text, origin, pendingRaws }: Open) {
  if (children > 0) return undefined
  if (field?.kind === 'flag')
    return attributes.length === 0 && text.trim() === '' ? true : undefined
  if (field?.kind !== 'leaf') return undefined
  if (attributes.length === 0) return parseText(field.codec!, text)
  if (pendingRaws.length > 0 || !attributes.every(({ name }) => isAttributeName(name)))
    return undefined
  const own = attributes.map(({ name, value }) => [name, value])
  const printed = field.codec!.collapsesWhitespace ? collapseWhitespace(text) : text
  return new Unchecked(printed, origin, Object.fromEntries(own))
}
