/**
 * The key under which a value that `unchecked` has made stores its text. `Symbol.for` makes the key the same in all
 * installed copies of vmc.
 */
export const uncheckedKey: unique symbol = Symbol.for('libvmc.unchecked') as never

/**
 * The value that the function `unchecked` returns. In programs, its type is `never`, so that it can be assigned to
 * every field.
 */
export interface Unchecked {
  /** The text that vmc writes without a check. `undefined` means that the field is omitted. */
  readonly [uncheckedKey]: string | undefined
  readonly attributes?: UncheckedAttributes | undefined
}

/** The names and values of attributes that vmc writes without a check, such as `{ newattr: 'on' }`. */
export type UncheckedAttributes = Readonly<Record<string, string | number>>
