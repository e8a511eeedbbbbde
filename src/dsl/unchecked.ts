import { type Unchecked, type UncheckedAttributes, uncheckedKey } from '../schema/core/unchecked.ts'

/**
 * A value that vmc writes without a check. Use it for a value that is newer than vmc, in any field for an attribute or a text.
 * Rules ignore the value. For an attribute that vmc does not know, use `.attributes()`. For an element, use `.xml()`.
 *
 * If the value is the text of an element, `attributes` are additional attributes of that element. Call `unchecked()` without a
 * value to leave out a field that vmc requires. In `.xml()`, the value is a text between elements.
 *
 * @example
 * domain('fv0').hvm().on_crash(unchecked('new-action'))   // <on_crash>new-action</on_crash>
 * domain('fv1').hvm().title(unchecked('Web', { lang: 'en' }))   // <title lang="en">Web</title>
 * domain('fv2').hvm().input({ type: unchecked(), bus: 'usb' })   // <input bus="usb"/>
 */
// The type is `never`, because a value of this type is assignable to every field. No field type has
// to include unchecked values, so an editor shows only the known actions for `.on_crash()`.
export function unchecked(
  ...args: [value?: string | number, attributes?: UncheckedAttributes]
): never {
  const [value, attributes] = args
  if (args.length > 0 && (value === undefined || value === null))
    throw new TypeError('unchecked() needs a value')
  const made: Unchecked = {
    [uncheckedKey]: value === undefined ? undefined : String(value),
    ...(attributes && { attributes }),
  }
  return made as never
}
