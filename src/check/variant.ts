import { compile, type Discriminator, includesVariant } from '../schema/core/compiled.ts'
import type { Field } from '../schema/core/element.ts'
import { isNode, slotOf, type Value } from '../tree/node.ts'
import type { Position } from './position.ts'

/** An attribute that selects the variant of an element, and the value of this attribute. */
export interface Decision {
  readonly attribute: string
  /** The element that has the attribute. */
  readonly owner: string
  readonly value: string
}

/**
 * The variant of an element. It consists of the values of the attributes that select the variant, joined with `/`, such as
 * `network/rbd`. Returns `undefined` if the element has no variants, or if the attribute that selects the variant is missing or
 * invalid.
 */
export function variantOf(position: Position, decisions?: Decision[]): string | undefined {
  let variant: string | undefined
  for (const discriminator of compile(position.node.element).discriminators) {
    const value = decide(position, discriminator)
    // A variant can depend on the values of several attributes. If the next of these attributes is missing or does not exist
    // in the variant, the values before it determine the variant.
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

/** The attributes that select the variant of an element, with their values, in order. */
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
  // An invalid value selects no variant. The schema check reports this value, but not the fields that depend on it.
  return spelled !== undefined && field?.codec?.test(spelled) ? spelled : undefined
}

const isForeign = (field: Field | undefined, before: string | undefined): boolean =>
  field?.in !== undefined && before !== undefined && !includesVariant(field.in, before)

/** The first attribute whose value excludes all given variants, and the values that would select one of these variants. */
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
  // The values of all attributes so far match a wanted variant, but the next attribute that selects the variant is missing.
  return { decision: decisions.at(-1)!, wanted: variants }
}
