import { fieldOf } from '../dsl/normalise.ts'
import type { Spelled } from '../schema/core/element.ts'
import type { Node } from '../tree/node.ts'

/** The attributes and texts of a node, as they are spelled in XML. */
export const spelled = ({ fields, element }: Node): Spelled =>
  Object.fromEntries(
    Object.entries(fields).map(([key, { value }]) => [
      key,
      fieldOf(element, key)?.codec?.print(value),
    ]),
  )
