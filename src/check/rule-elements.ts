import type { DomainCursor } from './cursor.ts'
import type { ElementCursor } from './element-cursor.ts'
import type { Rule } from './rule.ts'

/** A condition for elements: a field that an element must have, optionally with one of several values. */
export interface Condition {
  /** The keys that lead from the element of the rule to the element with the field. */
  readonly owner: readonly string[]
  readonly key: string
  /** The accepted values of the field. Default: all values. */
  readonly values?: ReadonlySet<string> | undefined
}

/** The paths of the elements that a rule checks. */
export const pathsOf = ({ on }: Rule): readonly string[] => (typeof on === 'string' ? [on] : on)

/**
 * The conditions for the elements. An element must meet at least one of them. If there are no conditions, the rule checks all
 * elements.
 */
export function conditionsOf({ needs = [], where = {} }: Rule): readonly Condition[] {
  return [
    ...[needs].flat().map(path => condition(path)),
    ...Object.entries(where).map(([path, values]) => condition(path, new Set([values].flat()))),
  ]
}

/**
 * The conditions for elements that have at least one of several fields. If values are listed for a field, the field must have
 * one of these values.
 */
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

/** The elements of a domain at the paths of a rule, in a separate list for each path. */
// This function does not check the types of the elements. The TypeScript compiler checks them where a rule is declared.
export const elementsAt = (
  paths: readonly string[],
  domain: DomainCursor & ElementCursor,
): readonly (readonly ElementCursor[])[] =>
  paths.map(path => (path === 'domain' ? [domain] : domain.each(path)))
