import type { DomainCursor } from './cursor.ts'
import type { ElementCursor } from './element-cursor.ts'
import type { Rule } from './rule.ts'

/** Something that an element can have, so that a rule is about it: a field, or one of some values in it. */
export interface Condition {
  /** The keys of the element that has the field, from the element that the rule is about. */
  readonly owner: readonly string[]
  readonly key: string
  /** The values; any if left out. */
  readonly values?: ReadonlySet<string> | undefined
}

/** The paths that a rule is about. */
export const pathsOf = ({ on }: Rule): readonly string[] => (typeof on === 'string' ? [on] : on)

/** The conditions. An element must meet one of them. Without any, a rule is about all elements. */
export function conditionsOf({ needs = [], where = {} }: Rule): readonly Condition[] {
  return [
    ...[needs].flat().map(path => condition(path)),
    ...Object.entries(where).map(([path, values]) => condition(path, new Set([values].flat()))),
  ]
}

/** The conditions for the elements that have one of some fields, with one of the values where values are listed. */
export function having(
  fields: readonly { readonly field: string; readonly values?: readonly string[] }[],
): Pick<Rule, 'needs' | 'where'> {
  const where: Record<string, readonly string[]> = {}
  for (const { field, values } of fields)
    if (values) where[field] = [...(where[field] ?? []), ...values]
  return { needs: fields.filter(({ values }) => !values).map(({ field }) => field), where }
}

function condition(path: string, values?: ReadonlySet<string>): Condition {
  const keys = path.split('/')
  return { owner: keys.slice(0, -1), key: keys.at(-1)!, values }
}

/** The elements of a domain at the paths of a rule, as one list for each path. */
// This function does not check the types. The TypeScript compiler checks them where the rule is declared.
export const elementsAt = (
  paths: readonly string[],
  domain: DomainCursor & ElementCursor,
): readonly (readonly ElementCursor[])[] =>
  paths.map(path => (path === 'domain' ? [domain] : domain.each(path)))
