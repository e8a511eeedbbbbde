import type { Built } from '../schema/core/element.ts'
import type { UncheckedAttributes } from '../schema/core/unchecked.ts'
import type { Domain } from '../schema/domain/domain.ts'

/*
 * Paths through the schema, checked by the TypeScript compiler. `devices/disk` is a path of a domain because the interface
 * `Domain` has a field `devices`, and `Devices` has a field `disk`. A path with a misspelt field does not compile, and the
 * error lists the valid fields. The types are derived from the interfaces of the schema, so they need no maintenance.
 */

/**
 * The element type for a field, derived from the value that a program can pass: a builder, a plain object, or a list of these.
 * Plain objects for elements can be recognized by the key `attributes`.
 */
export type ElementOf<V> =
  V extends Built<infer T>
    ? T
    : V extends readonly (infer I)[]
      ? ElementOf<I>
      : V extends { readonly attributes?: UncheckedAttributes | undefined }
        ? V
        : never

/** The keys of fields with child elements. For a union of elements, the keys that any of the elements has. */
type ChildKey<T> = T extends unknown
  ? {
      [K in keyof T]-?: [ElementOf<NonNullable<T[K]>>] extends [never] ? never : K
    }[keyof T] &
      string
  : never

/**
 * The keys of all fields: attributes, texts and child elements. For a union of elements, the keys that any of the elements has.
 */
type Key<T> = T extends unknown ? Exclude<keyof T, 'xml' | 'attributes'> & string : never

/** The type of the element in a field. The key `*` means any field. */
type Child<T, K> = K extends '*'
  ? Child<T, ChildKey<T>>
  : T extends unknown
    ? K extends keyof T
      ? ElementOf<NonNullable<T[K]>>
      : never
    : never

/**
 * Checks a path to elements. If the path `P` is valid, this type is `P`. Otherwise, this type is the union of the valid paths
 * that begin like `P`.
 */
export type ElementPath<T, P extends string> = P extends `${infer K}/${infer Rest}`
  ? K extends ChildKey<T> | '*'
    ? `${K}/${ElementPath<Child<T, K>, Rest>}`
    : ChildKey<T>
  : ChildKey<T> | '*'

/**
 * Checks a path to a field. If the path `P` is valid, this type is `P`. Otherwise, this type is the union of the valid paths
 * that begin like `P`.
 */
export type FieldPath<T, P extends string> = P extends `${infer K}/${infer Rest}`
  ? K extends ChildKey<T>
    ? `${K}/${FieldPath<Child<T, K>, Rest>}`
    : ChildKey<T>
  : Key<T>

/**
 * Checks a path to elements, attributes (`@dev`) or texts. If the path `P` is valid, this type is `P`. Otherwise, this type is
 * the union of the valid paths that begin like `P`.
 */
export type ValuePath<T, P extends string> = P extends `${infer K}/${infer Rest}`
  ? K extends ChildKey<T> | '*'
    ? `${K}/${ValuePath<Child<T, K>, Rest>}`
    : ChildKey<T>
  : Key<T> | '*' | `@${Exclude<Key<T>, ChildKey<T>>}`

/** Whether a path leads to an element, rather than to an attribute or a text. */
export type IsElementPath<T, P extends string> = P extends `${infer K}/${infer Rest}`
  ? IsElementPath<Child<T, K>, Rest>
  : P extends ChildKey<T> | '*'
    ? true
    : false

/** The element at a path. */
export type ElementAt<T, P extends string> = P extends `${infer K}/${infer Rest}`
  ? ElementAt<Child<T, K>, Rest>
  : Child<T, P>

/** The paths that a rule can have: `domain`, or a path to elements in the domain. */
export type RulePath<P extends string> = 'domain' | ElementPath<Domain, P>

/** The type of the element that a rule's check receives for a path. */
export type RuleElement<P extends string> = P extends 'domain' ? Domain : ElementAt<Domain, P>
