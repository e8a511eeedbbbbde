/**
 * The key under which a value from `unchecked` stores its text. `Symbol.for` makes the key the same in all installed copies
 * of vmc.
 */
export const uncheckedKey: unique symbol = Symbol.for('libvmc.unchecked') as never

/** The value that `unchecked` returns. In programs its type is `never`, which is assignable to every field. */
export interface Unchecked {
  /** The text. `undefined` means that the field is left out. */
  readonly [uncheckedKey]: string | undefined
  readonly attributes?: UncheckedAttributes | undefined
}

/** The names and values of attributes that vmc emits without a check: `{ newattr: 'on' }`. */
export type UncheckedAttributes = Readonly<Record<string, string | number>>
