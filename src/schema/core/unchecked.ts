/** The key of the text that `unchecked` wraps. `Symbol.for` lets two copies of vmc use each other's values. */
export const uncheckedKey: unique symbol = Symbol.for('libvmc.unchecked') as never

/** What `unchecked` returns. For a program, it has the type `never`, which fits every field. */
export interface Unchecked {
  /** The text, or `undefined` for a field that is left out. */
  readonly [uncheckedKey]: string | undefined
  readonly attributes?: UncheckedAttributes | undefined
}

/** The names and values of attributes that vmc emits without a check: `{ newattr: 'on' }`. */
export type UncheckedAttributes = Readonly<Record<string, string | number>>
