import type { Codec } from './codec.ts'
import type { Choice, Element, Field } from './element.ts'
import { namespaces } from './namespaces.ts'

/*
 * What the table says of an element, compiled for reading, checking and writing. It is compiled once per element and kept
 * here, and nowhere else.
 */

/** An element of the table, compiled. */
export interface CompiledElement {
  /** The fields by key, with their position in libvirt's output order. */
  readonly order: ReadonlyMap<string, OrderedField>
  /** The attributes by their names in XML, outdated names included. */
  readonly attributes: ReadonlyMap<string, NamedField>
  /** The child elements by their names in XML, outdated names included. */
  readonly children: ReadonlyMap<string, NamedField>
  /** What decides which variant a node of the element is. */
  readonly discriminators: readonly Discriminator[]
  /** What the element requires of a node in one of its variants, or without one. */
  readonly constraints: (variant: string | undefined) => Constraints
}

/** A field and where it is written. */
export interface OrderedField {
  /** Attributes come first, then the text, then child elements. */
  readonly position: number
  readonly key: string
  readonly field: Field
  readonly xmlName: string
  /** The prefix of a hypervisor's namespace, if the name has one. */
  readonly prefix: string | undefined
}

/** A field found by a name in XML. */
interface NamedField {
  readonly key: string
  readonly field: Field
  /** Whether the name is one that libvirt no longer writes. */
  readonly isOutdated: boolean
}

/** A path from an element to an attribute that decides its variant: some levels up, then down. */
export interface Discriminator {
  readonly path: string
  readonly up: number
  readonly keys: readonly string[]
}

/** What an element requires of a node in one of its variants. */
interface Constraints {
  readonly fields: ReadonlyMap<string, FieldConstraint>
  /** The fields that must be given. */
  readonly required: readonly FieldConstraint[]
  readonly choices: readonly Choice[]
  /** Pairs of fields: the first requires the second. */
  readonly needs: readonly (readonly [string, string])[]
}

/** What one field requires of its values. */
export interface FieldConstraint {
  readonly key: string
  readonly field: Field
  readonly codec: Codec | undefined
  /** Whether it belongs to other variants than this. */
  readonly isOtherVariant: boolean
  /** Whether it may be given only once in this variant, and several times in others. */
  readonly isSingle: boolean
}

const compiled = new WeakMap<Element, CompiledElement>()

/** The compiled form of an element. */
export function compile(element: Element): CompiledElement {
  const known = compiled.get(element)
  if (known) return known
  const variants = new Map<string | undefined, Constraints>()
  const made: CompiledElement = {
    order: new Map(orderedFields(element).map(field => [field.key, field])),
    attributes: namedFields(element, field => field.kind === 'attribute'),
    children: namedFields(element, field => field.kind !== 'attribute' && field.kind !== 'text'),
    discriminators: [element.by ?? []].flat().map(discriminator),
    constraints: variant => {
      const before = variants.get(variant)
      if (before) return before
      const constraints = constraintsOf(element, variant)
      variants.set(variant, constraints)
      return constraints
    },
  }
  compiled.set(element, made)
  return made
}

// More fields than any element has.
const MAX_FIELDS = 1000

function orderedFields(element: Element): readonly OrderedField[] {
  return Object.entries(element.fields).map(([key, field], index) => {
    const rank = field.kind === 'attribute' ? 0 : field.kind === 'text' ? 1 : 2
    const xmlName = field.name ?? key
    return { position: rank * MAX_FIELDS + index, key, field, xmlName, prefix: prefixOf(xmlName) }
  })
}

/** The prefix of a name in a hypervisor's namespace; most names have none. */
export function prefixOf(name: string): string | undefined {
  const colon = name.indexOf(':')
  const prefix = name.slice(0, Math.max(colon, 0))
  return Object.hasOwn(namespaces, prefix) ? prefix : undefined
}

function namedFields(
  element: Element,
  isWanted: (field: Field) => boolean,
): ReadonlyMap<string, NamedField> {
  const named = new Map<string, NamedField>()
  for (const [key, field] of Object.entries(element.fields)) {
    if (!isWanted(field)) continue
    named.set(field.name ?? key, { key, field, isOutdated: false })
    if (field.was !== undefined) named.set(field.was, { key, field, isOutdated: true })
  }
  return named
}

function discriminator(path: string): Discriminator {
  const steps = path.split('/')
  const up = steps.filter(step => step === '..').length
  return { path, up, keys: steps.slice(up) }
}

function constraintsOf(element: Element, variant: string | undefined): Constraints {
  const isIn = (variants: readonly string[] | undefined): boolean =>
    variants !== undefined && variant !== undefined && includesVariant(variants, variant)
  const isOtherVariant = (field: Field): boolean =>
    field.in !== undefined && variant !== undefined && !includesVariant(field.in, variant)
  const isRequired = ({ required }: Field): boolean =>
    typeof required === 'boolean' ? required : isIn(required)
  const all = Object.entries(element.fields).map(([key, field]) => ({
    key,
    field,
    codec: (variant === undefined ? undefined : field.codec?.in?.(variant)) ?? field.codec,
    isOtherVariant: isOtherVariant(field),
    isSingle: isIn(field.onceIn),
  }))
  return {
    fields: new Map(all.map(constraint => [constraint.key, constraint])),
    required: all.filter(({ field }) => isRequired(field)),
    choices: (element.choices ?? []).filter(choice => !choice.in || isIn(choice.in)),
    // A field that this variant does not have cannot be required in it.
    needs: Object.entries(element.needs ?? {}).filter(
      ([, needed]) => !isOtherVariant(element.fields[needed]!),
    ),
  }
}

/** Whether a variant is one of these, or more specific: `network/rbd` is `network`. */
export function includesVariant(variants: readonly string[], variant: string): boolean {
  return variants.some(one => variant === one || variant.startsWith(`${one}/`))
}
