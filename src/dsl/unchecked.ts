import { type Unchecked, type UncheckedAttributes, uncheckedKey } from '../schema/core/unchecked.ts'

/**
 * A value that vmc emits without a check. Use it for a value that is newer than vmc, in any field that
 * holds an attribute or a text. Rules do not judge the value. For an attribute that vmc does not
 * know, use `.attributes()`; for an element, use `.xml()`.
 *
 * `attributes` are attributes of an element that has only a text. Without a value, the field is left
 * out although vmc requires it. In `.xml()`, the value is a text beside elements.
 *
 * @example
 * domain('fv0').hvm().on_crash(unchecked('new-action'))   // <on_crash>new-action</on_crash>
 * domain('fv1').hvm().title(unchecked('Web', { lang: 'en' }))   // <title lang="en">Web</title>
 * domain('fv2').hvm().input({ type: unchecked(), bus: 'usb' })   // <input bus="usb"/>
 */
// A value of the type `never` fits every field, so that no other type has to mention unchecked values: in an editor, the
// argument of `.on_crash()` is one of its actions.
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
