import { compile, type Discriminator, includesVariant } from '../schema/core/compiled.ts'
import type { Field } from '../schema/core/element.ts'
import { isNode, slotOf, type Value } from '../tree/node.ts'
import type { Position } from './position.ts'

/** An attribute that decides the variant of an element, and its value. */
export interface Decision {
  readonly attribute: string
  /** The element that has the attribute. */
  readonly owner: string
  readonly value: string
}

/**
 * The variant of an element: its decisions joined, such as `network/rbd`. `undefined` if the element has no variants, or if
 * the attribute that decides is missing or wrong.
 */
export function variantOf(position: Position, decisions?: Decision[]): string | undefined {
  let variant: string | undefined
  for (const discriminator of compile(position.node.element).discriminators) {
    const value = decide(position, discriminator)
    // If the next attribute is missing, or does not exist in this variant, the decisions so far make up the variant.
    if (value === undefined || isForeign(position.node.element.fields[discriminator.path], variant))
      break
    variant = variant === undefined ? value : `${variant}/${value}`
    decisions?.push({
      attribute: discriminator.keys[0]!,
      owner: ownerOf(position, discriminator)!.name,
      value,
    })
  }
  return variant
}

/** The decisions behind the variant of an element, in order. */
export function decisionsOf(position: Position): readonly Decision[] {
  const decisions: Decision[] = []
  variantOf(position, decisions)
  return decisions
}

function ownerOf(position: Position, { up }: Discriminator): Position | undefined {
  let owner: Position | undefined = position
  for (let level = 0; level < up; level++) owner = owner?.parent
  return owner
}

function decide(position: Position, discriminator: Discriminator): string | undefined {
  let node = ownerOf(position, discriminator)?.node
  if (!node) return undefined
  let value: Value | undefined
  let field: Field | undefined
  for (const key of discriminator.keys) {
    field = node.element.fields[key]
    value = slotOf(node, key)?.value
    if (isNode(value)) node = value
  }
  const spelled = field?.codec?.print(value ?? field.default)
  // An invalid value is reported itself, so nothing that depends on it is reported.
  return spelled !== undefined && field?.codec?.test(spelled) ? spelled : undefined
}

const isForeign = (field: Field | undefined, before: string | undefined): boolean =>
  field?.in !== undefined && before !== undefined && !includesVariant(field.in, before)

/** The first decision that rules out all of these variants, and the values that would allow one of them. */
export function obstacle(
  decisions: readonly Decision[],
  variants: readonly string[],
): { readonly decision: Decision; readonly wanted: readonly string[] } {
  let left = variants.map(one => one.split('/'))
  for (const [depth, decision] of decisions.entries()) {
    const next = left.filter(one => one[depth] === decision.value)
    if (next.length === 0) return { decision, wanted: [...new Set(left.map(one => one[depth]!))] }
    left = next
  }
  // The last decision is missing.
  return { decision: decisions.at(-1)!, wanted: variants }
}
