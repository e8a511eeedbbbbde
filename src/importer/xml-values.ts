import { fieldOf } from '../dsl/normalise.ts'
import type { XmlValues } from '../schema/core/element.ts'
import type { Node } from '../tree/node.ts'

/** The attribute and text values of a node, by field key, as they are written in XML. */
export const xmlValues = ({ fields, element }: Node): XmlValues =>
  Object.fromEntries(
    Object.entries(fields).map(([key, { value }]) => [
      key,
      fieldOf(element, key)?.codec?.print(value),
    ]),
  )
