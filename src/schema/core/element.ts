import type { Codec } from './codec.ts'
import type { Unchecked, UncheckedAttributes } from './unchecked.ts'

/*
 * The language in which src/schema/domain describes the domain format. An element has a name and fields, in the order
 * of libvirt's output. A field has a kind (attribute, text, child) and a codec or an element. Types, checks, parsing,
 * output and reference are all derived from these definitions.
 */

declare const input: unique symbol
declare const need: unique symbol
declare const shorthand: unique symbol

/** The key under which a builder stores its node. `Symbol.for` lets two copies of vmc use each other's builders. */
export const nodeKey: unique symbol = Symbol.for('libvmc.node') as never

/** A builder that holds an element of type `T`. */
export interface Built<T> {
  readonly [nodeKey]: unknown
  readonly [input]?: T
}

/**
 * The kind of XML construct that a field is: a `leaf` is a child element with only text, a `flag` is an empty child
 * element.
 */
type FieldKind = 'attribute' | 'text' | 'leaf' | 'flag' | 'child'

/** The options that every kind of field accepts. */
export interface FieldOptions {
  /** The XML name. Default: the key of the field. */
  readonly name?: string
  /** The first libvirt release that supports the field. */
  readonly since?: string
  /**
   * The variants of the element (see `variantBy`) that have the field. `network` includes `network/rbd` and
   * `network/nbd`. Default: all variants.
   */
  readonly in?: readonly string[]
  /** The first libvirt release that does not require the field. */
  readonly optionalSince?: string
  /** The first libvirt release that allows the field several times. */
  readonly manySince?: string
  /** Variants that lost the field, each with the first libvirt release that rejects the field. */
  readonly removedIn?: Readonly<Record<string, string>>
  /** The value that libvirt uses if the field is omitted. */
  readonly default?: string
  /** The outdated XML name of the field. libvirt still reads most outdated names. */
  readonly oldName?: string
  /** The number of times that a repeatable field must appear, if the number is fixed. */
  readonly exactCount?: number
  /** The variants that allow the field only once, although it is repeatable in other variants. */
  readonly singleIn?: readonly string[]
  /**
   * When libvirt sets the field, so that a definition can omit it: always (`true`), while the domain runs (`'live'`),
   * or depending on the other values of the element.
   */
  readonly assigned?: true | 'live' | Assigned
}

/** Whether libvirt set a field, judged by the other values of the element and of its parent. */
export type Assigned = (own: XmlValues, parent: XmlValues) => boolean

/** The attributes and texts of an element, as written in XML. */
export type XmlValues = Readonly<Record<string, string | undefined>>

/** A field of an element. */
export interface Field extends FieldOptions {
  readonly kind: FieldKind
  /** Whether the field must be set: always, or in the listed variants. */
  readonly required: boolean | readonly string[]
  readonly many: boolean
  /** The codec of an attribute, a text or a leaf. */
  readonly codec?: Codec
  /** The element of a child. Elements that contain themselves need a function. */
  readonly element?: Element | (() => Element)
  /** Whether the field accepts `false`, which turns off the value that vmc would fill in. */
  readonly acceptsFalse?: true
  /** Whether the field accepts `true` for an element without content: `.apic(true)` emits `<apic/>`. */
  readonly allowsEmpty?: true
}

/** A field and the type of its values in programs. */
export interface Typed<T, Need extends boolean = false> extends Field {
  readonly [input]?: T
  readonly [need]?: Need
}

/** Fields by key, in the order of libvirt's output. */
export type Fields = Readonly<Record<string, Field>>

/** The options of an element. */
export interface ElementOptions {
  /** The field that a plain value sets: `.model('virtio')` is short for `.model({ type: 'virtio' })`. */
  readonly lead?: string
  /** Converts a shorthand such as `'512MiB'` into fields. Used if a shorthand sets more than one field. */
  readonly expand?: (shorthand: never) => Record<string, unknown> | undefined
  /** The reverse of `expand`: converts the XML values of the fields into a shorthand, if possible. */
  readonly contract?: (fields: XmlValues) => string | undefined
  /**
   * The value that determines the variant of a node: an attribute (`type`), an attribute of the parent (`../type`),
   * or the text of a child (`type/value`). Several values are joined: `['../type', 'protocol']` gives `network/rbd`.
   */
  readonly variantBy?: string | readonly string[]
  /** Constraints on which of several fields may be set together. */
  readonly choices?: readonly Choice[]
  /** Groups of fields: if one field of a group is set, all must be set. */
  readonly allOrNone?: readonly (readonly string[])[]
  /** Fields that require another field: `{ tseg: 'state' }`. */
  readonly requires?: Readonly<Record<string, string>>
  /**
   * Fields that require another field before a libvirt release:
   * `{ templateFormat: { field: 'template', release: '12.0.0' } }`.
   */
  readonly requiresBefore?: Readonly<
    Record<string, { readonly field: string; readonly release: string }>
  >
  /** Whether the child elements (or the listed ones) must appear in this order. Most elements accept any order. */
  readonly ordered?: true | readonly string[]
  /**
   * Whether the element accepts child elements of any name, which vmc emits unchanged. They belong to other programs.
   */
  readonly isOpen?: true
  /** Whether libvirt set the whole element, so that a definition can omit it. */
  readonly assigned?: Assigned
  /** The page of libvirt's manual, relative to https://libvirt.org/. */
  readonly page?: string
}

/** A constraint on groups of fields: at most one, exactly one, or at least one group may be set. */
export interface Choice {
  readonly groups: readonly (readonly string[])[]
  readonly required: boolean
  /** Whether several groups may be set together. */
  readonly allowsSeveral?: true
  /** The variants of the element that have the constraint. Default: all variants. */
  readonly in?: readonly string[]
}

/** Requires exactly one of the fields. A list is a group of fields that belong together. */
export const either = (...groups: readonly (string | readonly string[])[]): Choice => ({
  groups: groups.map(group => [group].flat()),
  required: true,
})

/** Allows at most one of the fields. A list is a group of fields that belong together. */
export const atMostOne = (...groups: readonly (string | readonly string[])[]): Choice => ({
  ...either(...groups),
  required: false,
})

/** Requires at least one of the fields. A list is a group of fields that belong together. */
export const atLeastOne = (...groups: readonly (string | readonly string[])[]): Choice => ({
  ...either(...groups),
  allowsSeveral: true,
})

/** The definition of one XML element. */
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
 * The type of the plain object for an element. Declare an interface for it (`interface Disk extends Infer<typeof
 * disk> {}`), so that editors show the short name and the documentation.
 */
export type Infer<E> = E extends Element<infer F, infer S> ? Plain<F> & Shorthand<S> : never

type Plain<F> = {
  readonly [K in keyof F as Required<F[K]> extends true ? K : never]: Input<F[K]>
} & {
  readonly [K in keyof F as Required<F[K]> extends true ? never : K]?: Input<F[K]> | undefined
} & {
  /** Well-formed XML that vmc emits unchanged, for parts of the format that vmc does not know. */
  readonly xml?: string | readonly string[] | undefined
  /** Attributes by name that vmc emits without a check, for parts of the format that vmc does not know. */
  readonly attributes?: UncheckedAttributes | undefined
}

interface Shorthand<S> {
  readonly [shorthand]?: S
}

/** All values that a program can pass for an element: the plain object, the shorthand, or a builder. */
export type Accepts<T> = T | Built<T> | ShorthandOf<T>
type ShorthandOf<T> = T extends { readonly [shorthand]?: infer S } ? Exclude<S, undefined> : never

/** The type of the fluent methods of a builder: one method per field, with the same name. */
export type Fluent<E, Self> = E extends Element<infer F, infer _> ? Methods<F, Self> : never

/** One fluent method per field in `F`. Each method returns a `Self`. */
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

/** Defines an element: its XML name, its fields in the order of libvirt's output, and its options. */
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
  return { name, fields, ...options } as Element<F, S>
}

const field = (kind: FieldKind, rest: Partial<Field>): Field => ({
  kind,
  required: false,
  many: false,
  ...rest,
})

/** Defines an attribute. */
export function attribute<T>(codec: Codec<T>, options: FieldOptions = {}): Typed<T | Unchecked> {
  return field('attribute', { codec, ...options })
}

/** Defines the text content of the element. */
export function content<T>(codec: Codec<T>, options: FieldOptions = {}): Typed<T | Unchecked> {
  return field('text', { codec, ...options })
}

/** Defines a child element that contains only text. */
export function leaf<T>(codec: Codec<T>, options: FieldOptions = {}): Typed<T | Unchecked> {
  return field('leaf', { codec, ...options })
}

/** Defines an empty child element. `true` emits the element. */
export function flag(options: FieldOptions = {}): Typed<boolean> & { readonly kind: 'flag' } {
  return field('flag', options) as Typed<boolean> & { readonly kind: 'flag' }
}

/**
 * Defines a child element. Name the type explicitly, so that editors show it: `child<NicModel>(nicModel)`. For an
 * element that contains itself, pass a function: `child<BackingStore>((): unknown => backingStore)`. Such a field
 * accepts no shorthand.
 */
export function child<T>(of: Element<unknown, unknown>, options?: FieldOptions): Typed<Accepts<T>>
export function child<T>(of: () => unknown, options?: FieldOptions): Typed<T | Built<T>>
export function child(of: unknown, options: FieldOptions = {}): Field {
  return field('child', { element: of as Element, ...options })
}

/** Makes a field repeatable. vmc keeps the order of the values. */
export function many<T>(one: Typed<T>): Typed<T | readonly T[]> & { readonly many: true } {
  return { ...one, many: true } as Typed<T | readonly T[]> & { readonly many: true }
}

/** Makes a field required. */
export function required<T>(
  one: Typed<T> & { readonly many: true },
): Typed<T, true> & { readonly many: true }
export function required<T>(one: Typed<T>): Typed<T, true>
export function required<T>(one: Typed<T>): Typed<T, true> {
  return { ...(one as Field), required: true } as Typed<T, true>
}

/** Makes a field required in some variants. Unless the field has its own `in`, other variants do not have the field. */
export function requiredIn<T>(variants: readonly string[], one: Typed<T>): Typed<T> {
  return { ...one, required: variants, in: one.in ?? variants }
}

/** Limits fields that several elements share to some variants of this element. */
export function allIn<F extends Fields>(variants: readonly string[], fields: F): F {
  const limited = Object.entries(fields).map(([key, one]) => [key, { ...one, in: variants }])
  return Object.fromEntries(limited) as F
}

/** Marks a field that vmc fills in if it is omitted, even if it is required. `false` turns this off. */
export function filled<T>(one: Typed<T, boolean>): Typed<T | false> {
  return { ...one, acceptsFalse: true } as Typed<T | false>
}

/**
 * Lets a child element be empty: `.apic()` and `{ apic: true }` emit `<apic/>`, and `false` emits nothing. If the
 * element has a `lead` field such as `state`, `true` and `false` set that field.
 */
export function allowEmpty<T>(one: Typed<T>): Typed<T | boolean> & { readonly allowsEmpty: true } {
  return { ...one, allowsEmpty: true, acceptsFalse: true } as Typed<T | boolean> & {
    readonly allowsEmpty: true
  }
}

/** Returns the element of a child field. */
export function elementOf(of: Field): Element {
  if (of.element === undefined) throw new Error(`${of.kind} fields hold no element`)
  return typeof of.element === 'function' ? of.element() : of.element
}
