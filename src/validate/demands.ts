import type { Codec } from '../schema/codec.ts'
import type { Choice, Element, Field } from '../schema/element.ts'
import { isAmong, isDue } from './variant.ts'

/** What an element asks of a node in one of its variants. */
export interface Demands {
  readonly fields: ReadonlyMap<string, Demand>
  /** Fields that have to be there. */
  readonly due: readonly Demand[]
  readonly choices: readonly Choice[]
  /** Fields that need another beside them, and that other. */
  readonly needs: readonly (readonly [string, string])[]
}

/** What one field asks of its values. */
export interface Demand {
  readonly key: string
  readonly field: Field
  readonly codec: Codec | undefined
  /** Does it belong to other variants than this? */
  readonly isAway: boolean
  /** Does it stand once in this variant, and several times in others? */
  readonly isOnce: boolean
}

// A fleet has many nodes of few elements, and all of one variant ask for the same: it is worked out once.
const known = new WeakMap<Element, Map<string | undefined, Demands>>()

/** What an element asks for in a variant, or where there is none. */
export function demandsOf(element: Element, variant: string | undefined): Demands {
  let variants = known.get(element)
  if (!variants) {
    variants = new Map()
    known.set(element, variants)
  }
  let demands = variants.get(variant)
  if (!demands) {
    demands = workOut(element, variant)
    variants.set(variant, demands)
  }
  return demands
}

function workOut(element: Element, variant: string | undefined): Demands {
  const isIn = (variants: readonly string[] | undefined): boolean =>
    variants !== undefined && variant !== undefined && isAmong(variant, variants)
  const isAway = (field: Field): boolean =>
    field.in !== undefined && variant !== undefined && !isAmong(variant, field.in)
  const all = Object.entries(element.fields).map(([key, field]) => ({
    key,
    field,
    codec: (variant === undefined ? undefined : field.codec?.in?.(variant)) ?? field.codec,
    isAway: isAway(field),
    isOnce: isIn(field.onceIn),
  }))
  return {
    fields: new Map(all.map(demand => [demand.key, demand])),
    due: all.filter(({ field }) => isDue(field, variant)),
    choices: (element.choices ?? []).filter(choice => !choice.in || isIn(choice.in)),
    // What this variant does not have, nothing in it can need.
    needs: Object.entries(element.needs ?? {}).filter(
      ([, needed]) => !isAway(element.fields[needed]!),
    ),
  }
}
