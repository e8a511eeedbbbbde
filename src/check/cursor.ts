import type { Domain } from '../schema/domain/domain.ts'
import type { ElementAt, ElementPath, FieldPath } from './paths.ts'
import type { Position } from './position.ts'
import type { Fix, RelatedFinding, RuleFinding } from './rule-finding.ts'

/**
 * Gives rules access to an element of a domain. The TypeScript compiler checks the paths: `disk.text('target/bus')` compiles,
 * and `disk.text('target/buss')` does not. The methods return `undefined` for a missing or invalid value. A rule needs to
 * handle only valid values, because the schema check reports the invalid ones.
 */
export interface Cursor<out T> extends Position {
  readonly parent: Cursor<unknown> | undefined

  /** Whether vmc filled in the element. For example, vmc fills in the MAC address of a NIC. */
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
   * The value of an attribute, or the text of an element, as written in XML.
   *
   * @example
   * domain.each('devices/disk').map(disk => disk.text('target/dev'))   // ['vda', 'vdb']
   */
  text<P extends string>(path: P & FieldPath<T, P>): string | undefined

  /**
   * The value of a field as a number. The texts `10` and `0x0a` both mean the number 10.
   *
   * @example
   * domain.number('vcpu/value')   // 2
   */
  number<P extends string>(path: P & FieldPath<T, P>): number | undefined

  /**
   * The value of a field as a number of bytes, converted from the unit in the attribute `unit` of the same element.
   *
   * @example
   * domain.bytes('memory/value')   // 2147483648n
   */
  bytes<P extends string>(path: P & FieldPath<T, P>): bigint | undefined

  /**
   * Whether a field has a value. A flag that is `false` has no value, but an attribute with the value `no` or `off` has a
   * value.
   *
   * @example
   * domain.has('features/acpi')   // true
   */
  has<P extends string>(path: P & FieldPath<T, P>): boolean

  /**
   * Makes a finding about a field of this element, or about the element itself if the path is `'.'`. If the field is not set,
   * the finding has the location of the element in which the field is missing.
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
   * A second location, which a finding shows together with its own location. The message explains the second location.
   *
   * @example
   * target.report('dev', 'two disks are vda', help, { related: [first.related('dev', 'first used here')] })
   */
  related<P extends string>(where: P & ('.' | FieldPath<T, P>), message: string): RelatedFinding

  /**
   * A fix that adds something to this element. `ts` is the call that is added to a program, and `xml` is the same change in an
   * XML file.
   *
   * @example
   * domain.addition('.acpi()', '<features><acpi/></features>')
   */
  addition(ts: string, xml: string): Fix
}

/** A cursor for a domain. */
export type DomainCursor = Cursor<Domain>

/** A cursor for any element, for code that does not know the type of the element. */
export type AnyCursor = Cursor<never>
