/** The key of the text that `unchecked` wraps. `Symbol.for` lets two copies of vmc use each other's values. */
export const uncheckedKey: unique symbol = Symbol.for('libvmc.unchecked') as never

/** A value from `unchecked`, which vmc emits without a check. Every attribute and text accepts it. */
export interface Unchecked {
  readonly [uncheckedKey]: string
}

/** The names and values of attributes that vmc emits without a check: `{ newattr: 'on' }`. */
export type UncheckedAttributes = Readonly<Record<string, string | number>>
