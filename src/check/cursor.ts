import type { Domain } from '../schema/domain/domain.ts'
import type { ElementAt, ElementPath, FieldPath } from './paths.ts'
import type { Position } from './position.ts'
import type { Fix, RelatedFinding, RuleFinding } from './rule-finding.ts'

/**
 * An element of a domain, as a rule reads it. Paths are checked by the compiler: `disk.text('target/bus')` compiles,
 * `disk.text('target/buss')` does not. A missing value is `undefined`, and so is an invalid value, which the schema check
 * reports. So a rule handles only valid values.
 */
export interface Cursor<out T> extends Position {
  readonly parent: Cursor<unknown> | undefined

  /** Whether vmc filled in the element, such as the MAC address of a NIC. */
  readonly isMade: boolean

  /**
   * All elements at a path.
   *
   * @example
   * domain.each('devices/disk').length   // 2
   */
  each<P extends string>(path: P & ElementPath<T, P>): readonly Cursor<ElementAt<T, P>>[]

  /**
   * The first element at a path, if there is one.
   *
   * @example
   * domain.first('os/type')?.text('machine')   // 'q35'
   */
  first<P extends string>(path: P & ElementPath<T, P>): Cursor<ElementAt<T, P>> | undefined

  /**
   * The value of an attribute, a text or a text element, as it is spelled in XML.
   *
   * @example
   * domain.each('devices/disk').map(disk => disk.text('target/dev'))   // ['vda', 'vdb']
   */
  text<P extends string>(path: P & FieldPath<T, P>): string | undefined

  /**
   * The value as a number, whether it is spelled `10` or `0x0a`.
   *
   * @example
   * domain.number('vcpu/value')   // 2
   */
  number<P extends string>(path: P & FieldPath<T, P>): number | undefined

  /**
   * The value as a number of bytes, converted from the unit in the attribute `unit` of the same element.
   *
   * @example
   * domain.bytes('memory/value')   // 2147483648n
   */
  bytes<P extends string>(path: P & FieldPath<T, P>): bigint | undefined

  /**
   * Whether the field is given. A flag that is `false` is not.
   *
   * @example
   * domain.has('features/acpi')   // true
   */
  has<P extends string>(path: P & FieldPath<T, P>): boolean

  /**
   * Makes a finding about a field of this element, or about the element itself: `'.'`. If the field is left out, the location
   * is that of its element.
   *
   * @example
   * yield model.report('type', `unknown NIC model "${type}"`, 'did you mean "virtio"?')
   */
  report<P extends string>(
    where: P & ('.' | FieldPath<T, P>),
    message: string,
    help?: string,
    more?: { readonly related?: readonly RelatedFinding[]; readonly fix?: Fix | undefined },
  ): RuleFinding

  /**
   * Another location that belongs to a finding.
   *
   * @example
   * target.report('dev', 'two disks are vda', help, { related: [first.related('dev', 'first used here')] })
   */
  related<P extends string>(where: P & ('.' | FieldPath<T, P>), message: string): RelatedFinding

  /**
   * A fix that adds something to this element: a call for programs, and the same as XML for documents.
   *
   * @example
   * domain.addition('.acpi()', '<features><acpi/></features>')
   */
  addition(ts: string, xml: string): Fix
}

/** A cursor at a domain. */
export type DomainCursor = Cursor<Domain>

/** Any element: the schema check and the engine do not know its type. */
export type AnyCursor = Cursor<never>
