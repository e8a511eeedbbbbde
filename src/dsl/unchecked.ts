import { type Unchecked, uncheckedKey } from '../schema/core/unchecked.ts'

/**
 * A value that vmc emits without a check. Use it for a value that is newer than vmc, in any field that
 * holds an attribute or a text. Rules do not judge the value. For an attribute that vmc does not
 * know, use `.attributes()`; for an element, use `.xml()`.
 *
 * @example
 * domain('fv0').hvm().on_crash(unchecked('new-action'))   // <on_crash>new-action</on_crash>
 */
export function unchecked(value: string | number): Unchecked {
  if (value === undefined || value === null) throw new TypeError('unchecked() needs a value')
  return { [uncheckedKey]: String(value) }
}
