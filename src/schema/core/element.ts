import type { Codec } from './codec.ts'
import type { UncheckedAttributes } from './unchecked.ts'

/*
 * The functions and types with which src/schema/domain defines the domain format. An element has a name and fields. The
 * fields are in the order in which libvirt writes them. Each field has a kind, such as attribute, text or child, and a codec
 * or an element. Types, checks, parsing, XML output and the reference are all derived from these definitions.
 */

declare const input: unique symbol
declare const need: unique symbol
declare const shorthand: unique symbol

/**
 * The key under which a builder stores its element node. `Symbol.for` makes the key the same in all installed copies of
 * vmc, so that one copy can use builders of another copy.
 */
export const nodeKey: unique symbol = Symbol.for('libvmc.node') as never

/** A builder for an element whose plain object has the type `T`. */
export interface Built<T> {
  readonly [nodeKey]: unknown
  readonly [input]?: T
}

/**
 * The XML construct that a field of an element represents. A `leaf` is a child element that contains only text. A
 * `flag` is an empty child element.
 */
type FieldKind = 'attribute' | 'text' | 'leaf' | 'flag' | 'child'

/** The options that every kind of element field accepts. */
export interface FieldOptions {
  /** The XML name of the field. Default: the key of the field. */
  readonly name?: string
  /** The first libvirt release that supports the field in domain XML. */
  readonly since?: string
  /**
   * The variants of the element (see `variantBy`) that have the field. The variant `network` includes the subvariants
   * `network/rbd` and `network/nbd`. Default: all variants.
   */
  readonly in?: readonly string[]
  /** The first libvirt release that accepts an element without the field. Older releases require the field. */
  readonly optionalSince?: string
  /** The first libvirt release that allows the field several times in one element. */
  readonly manySince?: string
  /**
   * The variants of the element that no longer have the field, each with the first libvirt release that rejects the
   * field.
   */
  readonly removedIn?: Readonly<Record<string, string>>
  /** The value that libvirt uses if the field is omitted from the domain XML. */
  readonly default?: string
  /** The outdated XML name of the field. libvirt still accepts most outdated names. */
  readonly oldName?: string
  /** The exact number of values that a program must give for a repeatable field. */
  readonly exactCount?: number
  /** The variants of the element that allow the field only once, although other variants allow it several times. */
  readonly singleIn?: readonly string[]
  /**
   * When libvirt itself sets the field, so that a domain definition can omit it: always (`true`), only while the domain
   * runs (`'live'`), or depending on other values of the element (a function).
   */
  readonly assigned?: true | 'live' | Assigned
}

/**
 * A function that returns whether libvirt itself sets a field or an element. It receives the values of the element and
 * the values of the parent element.
 */
export type Assigned = (own: XmlValues, parent: XmlValues) => boolean

/** The attribute values and texts of an element by key, as they appear in XML. */
export type XmlValues = Readonly<Record<string, string | undefined>>

/** A field of an element: an attribute, the text content or a child element. */
export interface Field extends FieldOptions {
  readonly kind: FieldKind
  /** Whether the field must be set: always (`true`), never (`false`), or only in the listed variants of the element. */
  readonly required: boolean | readonly string[]
  readonly many: boolean
  /** The codec for the value of the field. Only attributes, texts and child elements with only text have a codec. */
  readonly codec?: Codec
  /**
   * The definition of the child element. For an element that can contain itself, it is a function that returns the
   * definition.
   */
  readonly element?: Element | (() => Element)
  /**
   * Whether programs can set the field to `false`. Then the XML does not contain the field, and vmc does not fill in a
   * value.
   */
  readonly acceptsFalse?: true
  /** Whether programs can set the field to `true` to write an empty child element: `.apic(true)` writes `<apic/>`. */
  readonly allowsEmpty?: true
}

/** A field of an element, together with the TypeScript type of the values that programs pass for the field. */
export interface Typed<T, Need extends boolean = false> extends Field {
  readonly [input]?: T
  readonly [need]?: Need
}

/** The fields of an element by key, in the order in which libvirt writes them. */
export type Fields = Readonly<Record<string, Field>>

/** The options of an element definition. */
export interface ElementOptions {
  /**
   * The key of the lead field, which is the field that a plain value sets. For example, `.model('virtio')` is short for
   * `.model({ type: 'virtio' })`.
   */
  readonly lead?: string
  /**
   * Converts a shorthand value such as `'512MiB'` to a plain object with the element's fields. This function is needed
   * if a shorthand value sets more than one field.
   */
  readonly expand?: (shorthand: never) => Record<string, unknown> | undefined
  /**
   * Converts the XML values of the element's fields back to a shorthand value, if such a value exists. This function
   * reverses `expand`.
   */
  readonly contract?: (fields: XmlValues) => string | undefined
  /**
   * The path of the value that determines the variant of the element. It can be an attribute (`type`), an attribute of the
   * parent element (`../type`), or the text of a child element (`type/value`). The values of several paths are joined:
   * `['../type', 'protocol']` gives a variant such as `network/rbd`.
   */
  readonly variantBy?: string | readonly string[]
  /**
   * The constraints on groups of fields, such as fields that exclude each other, or groups of which one must be set.
   */
  readonly choices?: readonly Choice[]
  /**
   * The groups of fields that must be set together: if one field of a group is set, all fields of this group must be
   * set.
   */
  readonly allOrNone?: readonly (readonly string[])[]
  /**
   * The fields that can be set only together with another field. For example, `{ tseg: 'state' }` means that `tseg`
   * requires `state`.
   */
  readonly requires?: Readonly<Record<string, string>>
  /**
   * The fields that libvirt accepts only together with another field before a release. `{ templateFormat: { field:
   * 'template', release: '12.0.0' } }` means that `templateFormat` requires `template` before libvirt 12.0.0.
   */
  readonly requiresBefore?: Readonly<
    Record<string, { readonly field: string; readonly release: string }>
  >
  /**
   * The child elements that must appear in XML in the order of the definition's fields: all of them (`true`), or only
   * the listed elements. Most elements allow any order.
   */
  readonly ordered?: true | readonly string[]
  /**
   * Whether the element accepts child elements of any name, such as elements that other programs store. vmc writes
   * these child elements unchanged.
   */
  readonly isOpen?: true
  /**
   * A function that returns whether libvirt itself has added the whole element to the domain XML. A domain definition
   * can omit such an element.
   */
  readonly assigned?: Assigned
  /** The page of libvirt's manual about the element, as a path relative to https://libvirt.org/. */
  readonly page?: string
}

/**
 * A constraint on groups of fields. Depending on its options, at most one group, exactly one group, or at least one group must
 * be set.
 */
export interface Choice {
  readonly groups: readonly (readonly string[])[]
  readonly required: boolean
  /** Whether more than one group of fields may be set. */
  readonly allowsSeveral?: true
  /** The variants of the element to which the constraint applies. Default: all variants. */
  readonly in?: readonly string[]
}

/**
 * Makes a constraint: exactly one of the given fields must be set. A list of fields is a group whose fields are set
 * together and count as one.
 */
export const either = (...groups: readonly (string | readonly string[])[]): Choice => ({
  groups: groups.map(group => [group].flat()),
  required: true,
})

/**
 * Makes a constraint: at most one of the given fields may be set. A list of fields is a group whose fields are set
 * together and count as one.
 */
export const atMostOne = (...groups: readonly (string | readonly string[])[]): Choice => ({
  ...either(...groups),
  required: false,
})

/**
 * Makes a constraint: at least one of the given fields must be set. A list of fields is a group whose fields are set
 * together and count as one.
 */
export const atLeastOne = (...groups: readonly (string | readonly string[])[]): Choice => ({
  ...either(...groups),
  allowsSeveral: true,
})

/** The definition of one XML element: its name, its fields and its options. */
export interface Element<F = Fields, S = unknown> extends ElementOptions {
  readonly name: string
  readonly fields: F & Fields
  readonly [shorthand]?: S
}

type Input<F> = F extends { readonly [input]?: infer T } ? T : never
type Required<F> = F extends { readonly [need]?: infer N }
  ? [N] extends [true]
    ? true
    : false
  : false

/**
 * The TypeScript type of the plain object that programs pass for an element. Declare an interface that extends this
 * type, `interface Disk extends Infer<typeof disk> {}`. Then editors show the short name and the documentation of the
 * interface.
 */
export type Infer<E> = E extends Element<infer F, infer S> ? Plain<F> & Shorthand<S> : never

type Plain<F> = {
  readonly [K in keyof F as Required<F[K]> extends true ? K : never]: Input<F[K]>
} & {
  readonly [K in keyof F as Required<F[K]> extends true ? never : K]?: Input<F[K]> | undefined
} & {
  /**
   * One or several strings of well-formed XML that vmc writes into the element unchanged. Use `xml` for parts of
   * libvirt's format that vmc does not support.
   */
  readonly xml?: string | readonly string[] | undefined
  /**
   * Attributes by name, which vmc writes into the element without a check. Use `attributes` for parts of libvirt's
   * format that vmc does not support.
   */
  readonly attributes?: UncheckedAttributes | undefined
}

interface Shorthand<S> {
  readonly [shorthand]?: S
}

/** All values that a program can pass for an element: a plain object, a shorthand, or a builder. */
export type Accepts<T> = T | Built<T> | ShorthandOf<T>
type ShorthandOf<T> = T extends { readonly [shorthand]?: infer S } ? Exclude<S, undefined> : never

/**
 * The TypeScript type of a builder's methods: one method for each field of the builder's element, with the name of the
 * field.
 */
export type Fluent<E, Self> = E extends Element<infer F, infer _> ? Methods<F, Self> : never

/**
 * A type with one method for each field in `F`. The methods return a builder of type `Self`, so that calls can be
 * chained.
 */
type Methods<F, Self> = {
  readonly [K in keyof F]: F[K] extends { readonly many: true }
    ? (...values: readonly Item<Input<F[K]>>[]) => Self
    : F[K] extends { readonly kind: 'flag' }
      ? (value?: boolean) => Self
      : F[K] extends { readonly allowsEmpty: true }
        ? (value?: Input<F[K]>) => Self
        : (value: Input<F[K]>) => Self
}
type Item<T> = T extends readonly unknown[] ? never : T

/** Defines an XML element: its name, its fields in the order in which libvirt writes them, and its options. */
export function element<
  const F extends Fields,
  const L extends keyof F & string = never,
  S = Input<F[L]>,
>(
  name: string,
  fields: F,
  options: Omit<ElementOptions, 'lead' | 'expand'> & {
    readonly lead?: L
    readonly expand?: (shorthand: S) => Record<string, unknown> | undefined
  } = {},
): Element<F, S> {
  return { name, fields: withoutPrototype(fields), ...options } as Element<F, S>
}

const field = (kind: FieldKind, rest: Partial<Field>): Field => ({
  kind,
  required: false,
  many: false,
  ...rest,
})

/** Defines a field that is an attribute of the element. */
export function attribute<T>(codec: Codec<T>, options: FieldOptions = {}): Typed<T> {
  return field('attribute', { codec, ...options })
}

/** Defines a field that is the text content of the element. */
export function content<T>(codec: Codec<T>, options: FieldOptions = {}): Typed<T> {
  return field('text', { codec, ...options })
}

/** Defines a field that is a child element that contains only text. */
export function leaf<T>(codec: Codec<T>, options: FieldOptions = {}): Typed<T> {
  return field('leaf', { codec, ...options })
}

/** Defines a field that is an empty child element. vmc writes the child element if the value of the field is `true`. */
export function flag(options: FieldOptions = {}): Typed<boolean> & { readonly kind: 'flag' } {
  return field('flag', options) as Typed<boolean> & { readonly kind: 'flag' }
}

/**
 * Defines a field that is a child element. Pass the type explicitly, so that editors show its name:
 * `child<NicModel>(nicModel)`. For an element that contains itself, pass a function:
 * `child<BackingStore>((): unknown => backingStore)`. A field with a function does not accept shorthand values.
 */
export function child<T>(of: Element<unknown, unknown>, options?: FieldOptions): Typed<Accepts<T>>
export function child<T>(of: () => unknown, options?: FieldOptions): Typed<T | Built<T>>
export function child(of: unknown, options: FieldOptions = {}): Field {
  return field('child', { element: of as Element, ...options })
}

/** Makes a field repeatable. The values of the field keep their order in XML. */
export function many<T>(one: Typed<T>): Typed<T | readonly T[]> & { readonly many: true } {
  return { ...one, many: true } as Typed<T | readonly T[]> & { readonly many: true }
}

/** Makes a field required in every variant of the element. */
export function required<T>(
  one: Typed<T> & { readonly many: true },
): Typed<T, true> & { readonly many: true }
export function required<T>(one: Typed<T>): Typed<T, true>
export function required<T>(one: Typed<T>): Typed<T, true> {
  return { ...(one as Field), required: true } as Typed<T, true>
}

/**
 * Makes a field required in some variants of the element. Other variants do not have the field, unless the option `in`
 * of the field lists them.
 */
export function requiredIn<T>(variants: readonly string[], one: Typed<T>): Typed<T> {
  return { ...one, required: variants, in: one.in ?? variants }
}

// Returns the fields in an object without a prototype, in which vmc looks up names from XML documents and programs. With a
// prototype, a look-up would also find names such as "constructor".
const withoutPrototype = <F extends Fields>(fields: F): F =>
  Object.assign(Object.create(null), fields) as F

/** Limits fields to certain variants of an element. Use it for fields that several elements have in common. */
export function allIn<F extends Fields>(variants: readonly string[], fields: F): F {
  const limited = Object.entries(fields).map(([key, one]) => [key, { ...one, in: variants }])
  return Object.fromEntries(limited) as F
}

/**
 * Marks a field that vmc fills in if a program omits it, even if the field is required. If a program sets the field to
 * `false`, vmc does not fill it in.
 */
export function filled<T>(one: Typed<T, boolean>): Typed<T | false> {
  return { ...one, acceptsFalse: true } as Typed<T | false>
}

/**
 * Allows a child element to be empty: `.apic()` and `{ apic: true }` write `<apic/>`, and `false` writes nothing. If the
 * element has a `lead` field such as `state`, `true` and `false` set this field instead.
 */
export function allowEmpty<T>(one: Typed<T>): Typed<T | boolean> & { readonly allowsEmpty: true } {
  return { ...one, allowsEmpty: true, acceptsFalse: true } as Typed<T | boolean> & {
    readonly allowsEmpty: true
  }
}

/** Returns the definition of the child element for a field whose kind is `child`. */
export function elementOf(of: Field): Element {
  if (of.element === undefined) throw new Error(`${of.kind} fields hold no element`)
  return typeof of.element === 'function' ? of.element() : of.element
}
