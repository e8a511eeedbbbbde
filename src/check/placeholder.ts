/*
 * Finds placeholders: words that JavaScript writes into a text instead of a missing value. If `image` is missing,
 * `/img/${image}.qcow2` becomes `/img/undefined.qcow2`.
 */

/**
 * A fast test for whether a text may contain a placeholder such as `undefined` or `[object Object]`. For almost every text, the
 * result is `false`.
 */
export const mayHavePlaceholder = (text: string): boolean => MAYBE.test(text)

const MAYBE = /undefined|null|NaN|\[object |\$\{|<[a-z]+[ >]/

/**
 * The placeholder in a text, such as `undefined` or `[object Object]`, if there is one. `field` is the name of the XML
 * attribute or element with the text.
 */
export function placeholderIn(text: string, field: string): string | undefined {
  if (!MAYBE.test(text)) return undefined
  const pattern = PROSE.has(field) || field.includes(':') ? OBJECT : PLACEHOLDER
  return pattern.exec(text)?.[0]
}

const OBJECT = /\[object \w+\]/

// Matches placeholders in a text. "null" does not match in the device /dev/null, in the QEMU drivers null-co and null-aio,
// and in longer words. "NaN" can follow a letter, because a name such as "vm1" is often made of a word and a number. It does
// not match in base64 text.
const PLACEHOLDER =
  /\[object \w+\]|<[a-z]+(?=[ >])|\$\{[\w.]+\}|undefined|(?<![A-Za-z0-9]|\/dev\/)null(?![A-Za-z0-9]|-(?:co|aio))|NaN(?![A-Za-z0-9+/=])/

/**
 * The fields that contain free text, or text for other programs. In these fields, a word such as "undefined" is not a mistake.
 */
const PROSE = new Set(['title', 'description', 'cmdline', 'initarg', 'value', 'args'])
