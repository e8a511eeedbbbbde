import { type Element, elementOf } from '../../src/schema/core/element.ts'
import { domain } from '../../src/schema/domain/domain.ts'

/** Every element of the table that is reachable from `<domain>`. */
export const elements = new Set<Element>()

const walk = (element: Element): void => {
  if (elements.has(element)) return
  elements.add(element)
  for (const field of Object.values(element.fields))
    if (field.kind === 'child') walk(elementOf(field))
}

walk(domain as Element)
