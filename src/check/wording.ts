import type { Respelling } from '../diagnostics/diagnostic.ts'
import { onlyTypoOf } from '../diagnostics/nearest.ts'
import { sameWord, unknownWordHelp } from '../diagnostics/unknown-word.ts'
import type { Codec } from '../schema/core/codec.ts'
import type { Field } from '../schema/core/element.ts'
import type { Decision } from './variant.ts'

/*
 * Texts for messages: names of fields and values, and descriptions of valid values.
 */

/** The name of a field, as in `attribute "bus"` or `<target>`. */
export const title = (key: string, field: Field): string =>
  field.kind === 'attribute'
    ? `attribute "${field.name ?? key}"`
    : field.kind === 'text'
      ? 'text'
      : `<${field.name ?? key}>`

/** The name of a field with an article, as in `a bus` or `an <on_crash>`. */
export function article(key: string, field: Field): string {
  if (field.kind === 'text') return 'a value'
  const name = field.kind === 'attribute' ? (field.name ?? key) : `<${field.name ?? key}>`
  return /^<?[aeio]/.test(name) ? `an ${name}` : `a ${name}`
}

/** Alternatives in quotes: `"file" or "block"`. */
export const list = (words: readonly string[]): string =>
  words.map(word => `"${word}"`).join(' or ')

/** A text with a capital first letter. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** A text, shortened to 60 characters. */
export const clip = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text)

/** A phrase with the attribute that selects the variant of an element: `when type is "pci"`. */
export function whenOf(decisions: readonly Decision[]): string {
  const { attribute, value } = decisions.at(-1)!
  return `when ${attribute} is "${value}"`
}

/** The values that a field accepts, as a phrase for messages: `true or false`. */
export function expected(field: Field): string {
  if (field.kind === 'flag') return 'true or false'
  if (field.codec) return field.codec.expects
  const keys = Object.keys(
    (typeof field.element === 'function' ? field.element() : field.element!).fields,
  )
  return `an object with ${keys.slice(0, 6).join(', ')}${keys.length > 6 ? ' …' : ''}`
}

/** A description of any value for messages, such as `null`, `a list` or `the text "br0"`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') {
    const name = Object.getPrototypeOf(value)?.constructor?.name
    return name === undefined || name === 'Object'
      ? 'an object'
      : `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`
  }
  return typeof value === 'string'
    ? `the text "${clip(value)}"`
    : `${typeof value === 'function' ? 'a function' : `the ${typeof value} ${String(value)}`}`
}

/**
 * A text with the values that a codec accepts, and with a suggestion if one of the values is similar to `spelled`. With
 * `isValidElsewhere`, the value is valid in another variant of the element, so the text does not suggest that the value is
 * newer than vmc.
 */
export function expectation(
  { values, expects, suggestions = [] }: Codec,
  spelled: string,
  isValidElsewhere: boolean,
): string {
  if (!values) {
    const isLonger = (one: string) => one.toLowerCase().startsWith(spelled.toLowerCase())
    const meant =
      suggestions.find(isLonger) ??
      sameWord(spelled, suggestions) ??
      onlyTypoOf(spelled, suggestions)
    return meant === undefined ? `expected ${expects}` : `did you mean "${meant}"?`
  }
  const list = `${values.length === 1 ? '' : 'one of '}${values.join(', ')}`
  if (isValidElsewhere) return `expected ${list}`
  return unknownWordHelp(spelled, values, `expected ${list}`, ` ${capital(list)}`)
}

/**
 * The known word that is similar to a misspelt word. `undefined` unless exactly one word is similar and has the same digits,
 * because another number is most likely another version.
 */
export function respelling(
  kind: Respelling['kind'],
  from: string,
  known: readonly string[] | undefined,
): Respelling | undefined {
  const to = known && onlyTypoOf(from, known)
  return to === undefined || digitsOf(from) !== digitsOf(to) ? undefined : { kind, from, to }
}

const digitsOf = (text: string): string => text.replace(/\D/g, '')

/** The code point of the first character that XML does not allow: `U+0000`. */
export function codePoint(text: string, unwritable: RegExp): string {
  const found = unwritable.exec(text)![0].codePointAt(0)!
  return `U+${found.toString(16).toUpperCase().padStart(4, '0')}`
}
