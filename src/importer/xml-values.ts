import { fieldOf } from '../dsl/normalise.ts'
import type { XmlValues } from '../schema/core/element.ts'
import type { Node } from '../tree/node.ts'

/** Returns the attributes and text of a node, in the spelling that they have in XML. The key of each value is its field key. */
export const xmlValues = ({ fields, element }: Node): XmlValues =>
  Object.fromEntries(
    Object.entries(fields).map(([key, { value }]) => [
      key,
      fieldOf(element, key)?.codec?.print(value),
    ]),
  )
