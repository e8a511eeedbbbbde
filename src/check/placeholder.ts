/*
 * Words that JavaScript writes into a text instead of a missing value: `/img/${image}.qcow2` gives `/img/undefined.qcow2`.
 */

/** A fast test that excludes almost every text. */
export const mayHavePlaceholder = (text: string): boolean => MAYBE.test(text)

const MAYBE = /undefined|null|NaN|\[object |\$\{|<[a-z]+[ >]/

/** The word in a text that represents a missing value, if there is one. `field` is the name of the XML field. */
export function placeholderIn(text: string, field: string): string | undefined {
  if (!MAYBE.test(text)) return undefined
  const pattern = PROSE.has(field) || field.includes(':') ? OBJECT : PLACEHOLDER
  return pattern.exec(text)?.[0]
}

const OBJECT = /\[object \w+\]/

// "null" is also the name of a device and of a QEMU driver, and a part of other words. A name such as "vm1" is often made
// of a word and a number, so that NaN can follow a letter. Base64 text contains it by chance.
const PLACEHOLDER =
  /\[object \w+\]|<[a-z]+(?=[ >])|\$\{[\w.]+\}|undefined|(?<![A-Za-z0-9]|\/dev\/)null(?![A-Za-z0-9]|-(?:co|aio))|NaN(?![A-Za-z0-9+/=])/

/** The fields with free text, and those that other programs read. */
const PROSE = new Set(['title', 'description', 'cmdline', 'initarg', 'value', 'args'])
