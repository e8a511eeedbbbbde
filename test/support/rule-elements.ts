import type { ElementCursor } from '../../src/check/element-cursor.ts'
import type { Rule } from '../../src/check/rule.ts'
import { type Condition, conditionsOf, elementsAt, pathsOf } from '../../src/check/rule-elements.ts'

/** The elements of a domain that a rule is about, as one list for each of its paths. */
export function elementsOf(
  rule: Rule,
  domain: ElementCursor,
): readonly (readonly ElementCursor[])[] {
  const conditions = conditionsOf(rule)
  return elementsAt(pathsOf(rule), domain).map(all =>
    conditions.length === 0
      ? all
      : all.filter(one => conditions.some(condition => meets(one, condition))),
  )
}

function meets(element: ElementCursor, { owner, key, values }: Condition): boolean {
  const owners = owner.length === 0 ? [element] : element.each(owner.join('/'))
  return owners.some(
    one =>
      Object.hasOwn(one.structure.fields, key) &&
      (values === undefined || values.has(one.text(key) ?? '')),
  )
}
