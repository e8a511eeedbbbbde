import { type Codec, text } from './codec.ts'
import type { Choice, Element, Field } from './element.ts'
import { namespaces } from './namespaces.ts'

/*
 * Compiles the definition of an element into indexes for reading, checking and emitting XML. The result is cached per
 * element.
 */

/**
 * The compiled definition of an XML element. It contains the indexes that vmc uses to read, check and write the
 * element.
 */
export interface CompiledElement {
  /** The fields of the element by key, each with its position in the XML that libvirt writes. */
  readonly order: ReadonlyMap<string, OrderedField>
  /** The attributes of the element by XML name. Outdated XML names are included. */
  readonly attributes: ReadonlyMap<string, NamedField>
  /** The child elements of the element by XML name. Outdated XML names are included. */
  readonly children: ReadonlyMap<string, NamedField>
  /** The field for the text content of the element, if the element can contain text. */
  readonly text: OrderedField | undefined
  /** The paths to the fields whose values determine which variant of the element a node is. */
  readonly discriminators: readonly Discriminator[]
  /**
   * Returns the constraints on an element node of one variant. Pass `undefined` if the variant of the node is unknown.
   */
  readonly constraints: (variant: string | undefined) => Constraints
}

/** A field of an element, together with its XML name and its position in the XML that libvirt writes. */
export interface OrderedField {
  /**
   * The position of the field in the XML that libvirt writes. Attributes come first, then the text, then child
   * elements.
   */
  readonly position: number
  readonly key: string
  readonly field: Field
  readonly xmlName: string
  /** The namespace prefix in the XML name that represents a hypervisor, such as `qemu`, or `undefined`. */
  readonly prefix: string | undefined
}

/** A field of an element that is found by its XML name. */
interface NamedField {
  readonly key: string
  readonly field: Field
  /** Whether this XML name of the field is outdated. libvirt no longer writes outdated names. */
  readonly isOutdated: boolean
}

/**
 * A path from an element to the field that determines the element's variant. The path first goes up by `up` levels to
 * an ancestor element, and then down through the keys in `keys`.
 */
export interface Discriminator {
  readonly path: string
  readonly up: number
  readonly keys: readonly string[]
}

/** The constraints on an element node of one variant. */
interface Constraints {
  readonly fields: ReadonlyMap<string, FieldConstraint>
  /** The fields that must be set in a node of this variant. */
  readonly required: readonly FieldConstraint[]
  readonly choices: readonly Choice[]
  /** Pairs of field keys: if the first field is set, the second field must also be set. */
  readonly requires: readonly (readonly [string, string])[]
}

/** The constraints on one field of an element node. */
export interface FieldConstraint {
  readonly key: string
  readonly field: Field
  readonly codec: Codec | undefined
  /** Whether the field belongs only to other variants of the element. */
  readonly isOtherVariant: boolean
  /** Whether this variant of the element allows the field only once, although other variants allow it several times. */
  readonly isSingle: boolean
}

const compiled = new WeakMap<Element, CompiledElement>()

/** Returns the compiled definition of an element. Every element is compiled only once. */
export function compile(element: Element): CompiledElement {
  const known = compiled.get(element)
  if (known) return known
  const variants = new Map<string | undefined, Constraints>()
  const ordered = orderedFields(element)
  const made: CompiledElement = {
    order: new Map(ordered.map(field => [field.key, field])),
    attributes: namedFields(element, field => field.kind === 'attribute'),
    children: namedFields(element, field => field.kind !== 'attribute' && field.kind !== 'text'),
    text: ordered.find(({ field }) => field.kind === 'text'),
    discriminators: [element.variantBy ?? []].flat().map(discriminator),
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

// Fields are sorted by number. Attributes have the lowest numbers, then follow texts and then child elements. Each of these
// three ranges has room for more fields than any element has.
const MAX_FIELDS = 1000

function orderedFields(element: Element): readonly OrderedField[] {
  return Object.entries(element.fields).map(([key, field], index) => {
    const rank = field.kind === 'attribute' ? 0 : field.kind === 'text' ? 1 : 2
    const xmlName = field.name ?? key
    return { position: rank * MAX_FIELDS + index, key, field, xmlName, prefix: prefixOf(xmlName) }
  })
}

/**
 * Returns a field for an attribute that the element's definition does not have. The key of the field is `@` followed by
 * the XML name. vmc writes such attributes after all other attributes.
 */
export function unknownAttribute(key: string): OrderedField {
  const xmlName = key.slice(1)
  const field: Field = {
    kind: 'attribute',
    name: xmlName,
    required: false,
    many: false,
    codec: text,
  }
  return { position: MAX_FIELDS - 1, key, field, xmlName, prefix: prefixOf(xmlName) }
}

/** Returns the hypervisor's namespace prefix in an XML name, or `undefined` if the name has no such prefix. */
export function prefixOf(name: string): string | undefined {
  const colon = name.indexOf(':')
  const prefix = name.slice(0, Math.max(colon, 0))
  return Object.hasOwn(namespaces, prefix) ? prefix : undefined
}

/**
 * Whether a name is valid for an attribute that a program adds to an element. A namespace prefix is valid only if vmc
 * or the element declares its namespace.
 */
export function isAttributeName(
  name: string,
  isDeclared: (prefix: string) => boolean = () => false,
): boolean {
  const [, prefix, local] =
    /^(?:([\p{L}_][\p{L}\p{N}._-]*):)?([\p{L}_][\p{L}\p{N}._-]*)$/u.exec(name) ?? []
  if (local === undefined || name === 'xmlns') return false
  if (prefix === undefined || prefix === 'xml') return true
  if (prefix === 'xmlns') return !/^xml/i.test(local)
  return prefixOf(name) !== undefined || isDeclared(prefix)
}

function namedFields(
  element: Element,
  isWanted: (field: Field) => boolean,
): ReadonlyMap<string, NamedField> {
  const named = new Map<string, NamedField>()
  for (const [key, field] of Object.entries(element.fields)) {
    if (!isWanted(field)) continue
    named.set(field.name ?? key, { key, field, isOutdated: false })
    if (field.oldName !== undefined) named.set(field.oldName, { key, field, isOutdated: true })
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
    codec: (variant === undefined ? undefined : field.codec?.forVariant?.(variant)) ?? field.codec,
    isOtherVariant: isOtherVariant(field),
    isSingle: isIn(field.singleIn),
  }))
  return {
    fields: new Map(all.map(constraint => [constraint.key, constraint])),
    required: all.filter(({ field }) => isRequired(field)),
    choices: (element.choices ?? []).filter(choice => !choice.in || isIn(choice.in)),
    // A constraint by which one field requires another is removed if this variant of the element does not have the required
    // field.
    requires: Object.entries(element.requires ?? {}).filter(
      ([, needed]) => !isOtherVariant(element.fields[needed]!),
    ),
  }
}

/**
 * Whether a list of variants contains the given variant or its parent variant. For example, `network` is the parent
 * variant of `network/rbd`.
 */
export function includesVariant(variants: readonly string[], variant: string): boolean {
  return variants.some(one => variant === one || variant.startsWith(`${one}/`))
}
