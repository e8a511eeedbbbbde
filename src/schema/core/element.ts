import type { Codec } from './codec.ts'

/*
 * The vocabulary of the table. An element is a name and its fields, in the order libvirt writes them; a field says
 * where a value stands (attribute, text, child) and how it is spelled. Everything else in vmc is derived from these.
 */

declare const input: unique symbol
declare const need: unique symbol
declare const shorthand: unique symbol

/** The key under which a builder holds its element; registered, so that two copies of vmc understand each other. */
export const nodeKey: unique symbol = Symbol.for('libvmc.node') as never

/** A value that holds an element of the type `T` already: a builder. */
export interface Built<T> {
  readonly [nodeKey]: unknown
  readonly [input]?: T
}

/** Where a field stands in its element. */
type FieldKind = 'attribute' | 'text' | 'leaf' | 'flag' | 'child'

/** What can be said of any field. */
export interface FieldOptions {
  /** The XML name, where the key has to be another one. */
  readonly name?: string
  /** The libvirt release that first knew it. */
  readonly since?: string
  /** The variants of the element (`by`) in which it may appear; `network` is also all of `network/rbd`, `network/nbd` … */
  readonly in?: readonly string[]
  /** The libvirt release since which it may be left out; older ones require it. */
  readonly optionalSince?: string
  /** The libvirt release since which it may be given several times; older ones take one. */
  readonly manySince?: string
  /** Variants that no longer have it, each with the first libvirt release that rejects it there. */
  readonly goneFrom?: Readonly<Record<string, string>>
  /** What libvirt takes when it is left out. */
  readonly default?: string
  /** The outdated XML name that libvirt still understands, or did once. */
  readonly was?: string
  /** How often one that stands several times has to stand, where that is fixed. */
  readonly times?: number
  /** The variants of the element in which one that stands several times stands but once. */
  readonly onceIn?: readonly string[]
  /** libvirt sets it by itself, so that a definition need not hold it: always, while the domain runs, or where it says so. */
  readonly assigned?: true | 'live' | Assigned
}

/** Did libvirt set it? Told by what its element holds beside it, and what that stands in. */
export type Assigned = (own: Spelled, parent: Spelled) => boolean

/** The attributes and texts of an element, as they are spelled. */
export type Spelled = Readonly<Record<string, string | undefined>>

/** One field of an element. */
export interface Field extends FieldOptions {
  readonly kind: FieldKind
  /** It must be there: always, or in the variants named. */
  readonly required: boolean | readonly string[]
  readonly many: boolean
  /** The spelling of an attribute, a text or a leaf. */
  readonly codec?: Codec
  /** The element of a child; a function where elements contain themselves. */
  readonly element?: Element | (() => Element)
  /** `false` is a value too, and leaves to libvirt what vmc would otherwise fill in. */
  readonly fills?: true
  /** It says something by being there, with attributes or without: `.apic()` is `<apic/>`. */
  readonly bare?: true
}

/** A field and the type of the value that people write for it. */
export interface Typed<T, Need extends boolean = false> extends Field {
  readonly [input]?: T
  readonly [need]?: Need
}

/** Fields by key, in the order of libvirt's own output. */
export type Fields = Readonly<Record<string, Field>>

/** What can be said of an element as a whole. */
export interface ElementOptions {
  /** The key that a plain value stands for: `.model('virtio')` is `.model({ type: 'virtio' })`. */
  readonly lead?: string
  /** Turns a shorthand into the fields it stands for, where one key is not enough: `'512MiB'`. */
  readonly expand?: (shorthand: never) => Record<string, unknown> | undefined
  /** The shorthand that expands to these fields, given as they are spelled, where there is one. */
  readonly contract?: (fields: Spelled) => string | undefined
  /**
   * What chooses among the variants: an attribute (`type`), one of the parent (`../type`), the text of a child
   * (`type/value`). Several together are joined: `['../type', 'protocol']` gives `network/rbd`.
   */
  readonly by?: string | readonly string[]
  /** Fields that exclude each other. */
  readonly choices?: readonly Choice[]
  /** Groups of fields of which all have to be there if one is. */
  readonly together?: readonly (readonly string[])[]
  /** Fields that stand only beside another: `{ tseg: 'state' }`. */
  readonly needs?: Readonly<Record<string, string>>
  /** Fields that older releases accept only beside another: `{ templateFormat: { beside: 'template', until: '12.0.0' } }`. */
  readonly onceNeeded?: Readonly<
    Record<string, { readonly beside: string; readonly until: string }>
  >
  /** The child elements, or those named, have to stand in this order. Most elements take them in any. */
  readonly ordered?: true | readonly string[]
  /** It holds elements of other programs, of any name, which are kept as they stand. */
  readonly open?: true
  /** Where libvirt sets all of it by itself, so that a definition need not hold it. */
  readonly assigned?: Assigned
  /** The page of libvirt's manual, below https://libvirt.org/. */
  readonly page?: string
}

/** Groups of fields of which at most one, exactly one, or at least one may be there. */
export interface Choice {
  readonly groups: readonly (readonly string[])[]
  readonly required: boolean
  /** They may also stand together. */
  readonly together?: true
  /** The variants of the element to which it applies; all where it is left out. */
  readonly in?: readonly string[]
}

/** Exactly one of these fields; a list is a group that goes together. */
export const either = (...groups: readonly (string | readonly string[])[]): Choice => ({
  groups: groups.map(group => [group].flat()),
  required: true,
})

/** At most one of these fields; a list is a group that goes together. */
export const atMostOne = (...groups: readonly (string | readonly string[])[]): Choice => ({
  ...either(...groups),
  required: false,
})

/** At least one of these fields; a list is a group that goes together. */
export const atLeastOne = (...groups: readonly (string | readonly string[])[]): Choice => ({
  ...either(...groups),
  together: true,
})

/** One element of the format. */
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
 * The plain object of an element. Pin it to a name (`interface Disk extends Infer<typeof disk> {}`): hovers are then
 * one word, and documentation survives.
 */
export type Infer<E> = E extends Element<infer F, infer S> ? Plain<F> & Shorthand<S> : never

type Plain<F> = {
  readonly [K in keyof F as Required<F[K]> extends true ? K : never]: Input<F[K]>
} & {
  readonly [K in keyof F as Required<F[K]> extends true ? never : K]?: Input<F[K]> | undefined
} & {
  /** Well-formed XML that goes in as it stands, for what vmc does not know. */
  readonly xml?: string | readonly string[] | undefined
}

interface Shorthand<S> {
  readonly [shorthand]?: S
}

/** Everything people may write for an element: its object, its shorthand, a builder that holds one. */
export type Accepts<T> = T | Built<T> | ShorthandOf<T>
type ShorthandOf<T> = T extends { readonly [shorthand]?: infer S } ? Exclude<S, undefined> : never

/** The types of the fluent methods: one a field, named as the field. */
export type Fluent<E, Self> = E extends Element<infer F, infer _> ? Methods<F, Self> : never

/** A fluent method for each of the fields `F`, each giving back a `Self`. */
type Methods<F, Self> = {
  readonly [K in keyof F]: F[K] extends { readonly many: true }
    ? (...values: readonly Item<Input<F[K]>>[]) => Self
    : F[K] extends { readonly kind: 'flag' }
      ? (value?: boolean) => Self
      : F[K] extends { readonly bare: true }
        ? (value?: Input<F[K]>) => Self
        : (value: Input<F[K]>) => Self
}
type Item<T> = T extends readonly unknown[] ? never : T

/** Declares an element: its XML name, its fields in libvirt's own order of output, and how it reads. */
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

/** An attribute. */
export function attribute<T>(codec: Codec<T>, options: FieldOptions = {}): Typed<T> {
  return field('attribute', { codec, ...options })
}

/** The text between the tags of this element. */
export function content<T>(codec: Codec<T>, options: FieldOptions = {}): Typed<T> {
  return field('text', { codec, ...options })
}

/** A child element that holds nothing but text. */
export function leaf<T>(codec: Codec<T>, options: FieldOptions = {}): Typed<T> {
  return field('leaf', { codec, ...options })
}

/** A child element that says something by being there. */
export function flag(options: FieldOptions = {}): Typed<boolean> & { readonly kind: 'flag' } {
  return field('flag', options) as Typed<boolean> & { readonly kind: 'flag' }
}

/**
 * A child element. Name its type, so that hovers do: `child<NicModel>(nicModel)`. An element that contains itself is
 * given as a function, `child<BackingStore>((): unknown => backingStore)`, and has no shorthand there.
 */
export function child<T>(of: Element<unknown, unknown>, options?: FieldOptions): Typed<Accepts<T>>
export function child<T>(of: () => unknown, options?: FieldOptions): Typed<T | Built<T>>
export function child(of: unknown, options: FieldOptions = {}): Field {
  return field('child', { element: of as Element, ...options })
}

/** A field that may stand several times; it keeps the order people give. */
export function many<T>(one: Typed<T>): Typed<T | readonly T[]> & { readonly many: true } {
  return { ...one, many: true } as Typed<T | readonly T[]> & { readonly many: true }
}

/** A field that must be there. */
export function required<T>(
  one: Typed<T> & { readonly many: true },
): Typed<T, true> & { readonly many: true }
export function required<T>(one: Typed<T>): Typed<T, true>
export function required<T>(one: Typed<T>): Typed<T, true> {
  return { ...(one as Field), required: true } as Typed<T, true>
}

/** A field that must be there in some variants; where it says nothing else, it may be there in no others. */
export function requiredIn<T>(variants: readonly string[], one: Typed<T>): Typed<T> {
  return { ...one, required: variants, in: one.in ?? variants }
}

/** Fields that several elements share, in some variants of this one. */
export function allIn<F extends Fields>(variants: readonly string[], fields: F): F {
  const limited = Object.entries(fields).map(([key, one]) => [key, { ...one, in: variants }])
  return Object.fromEntries(limited) as F
}

/** A field that vmc fills in where it is left out, even one that is required; `false` leaves it to libvirt. */
export function filled<T>(one: Typed<T, boolean>): Typed<T | false> {
  return { ...one, fills: true } as Typed<T | false>
}

/**
 * A child element that says something by merely being there: `.apic()` and `{ apic: true }` are `<apic/>`. `false` is
 * none; where the element has a lead, such as a state, `true` and `false` are that.
 */
export function bare<T>(one: Typed<T>): Typed<T | boolean> & { readonly bare: true } {
  return { ...one, bare: true, fills: true } as Typed<T | boolean> & { readonly bare: true }
}

/** The element of a child field. */
export function elementOf(of: Field): Element {
  if (of.element === undefined) throw new Error(`${of.kind} fields hold no element`)
  return typeof of.element === 'function' ? of.element() : of.element
}
