import { lookup } from '../schema/core/lookup.ts'
import type { Scalar } from '../tree/node.ts'

/*
 * Prints values from a document as TypeScript literals. Line breaks, control characters and formatting characters are
 * escaped, because such a character could end a literal or hide text from a reader.
 */

const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escapeCharacter = (character: string): string =>
  lookup(ESCAPES, character) ??
  [...Array(character.length).keys()]
    .map(index => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('')

/** Prints a scalar as a TypeScript literal. */
export function literalText(value: Scalar): string {
  if (typeof value !== 'string') return Object.is(value, -0) ? '-0' : String(value)
  const [singles, doubles] = [/'/g, /"/g].map(quote => value.match(quote)?.length ?? 0)
  const quote = singles! > doubles! ? '"' : "'"
  const inner = value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
  return quote + inner.replace(UNSAFE, escapeCharacter) + quote
}

/** Prints a multi-line text as a multi-line template literal. */
export function linesText(value: string): string {
  const inner = value.replace(/[\\`]|\$(?=\{)/g, '\\$&')
  return `\`${inner.replace(UNSAFE, one => (one === '\n' ? one : escapeCharacter(one)))}\``
}

/** Prints a template literal in which the same parameter is inserted between each two parts. */
export function templateText(parts: readonly string[], name: string): string {
  const inner = parts.map(part =>
    part.replace(/[\\`]|\$(?=\{)/g, '\\$&').replace(UNSAFE, escapeCharacter),
  )
  // A `$` at the end of a part of a template literal is escaped, because the next `${` follows directly.
  return `\`${inner.map(part => part.replace(/\$$/, '\\$$')).join(`\${${name}}`)}\``
}

/**
 * Prints an object key. `__proto__` is printed as a computed key, because a plain `__proto__` key in an object literal sets the
 * prototype.
 */
export function keyText(key: string): string {
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : literalText(key)
}

/** Prints an XML comment as TypeScript line comments. */
export function commentLines(comment: string): readonly string[] {
  const lines = comment.split(/\r\n|[\n\r\u2028\u2029]/).map(line => line.trim())
  while (lines.at(-1) === '') lines.pop()
  while (lines[0] === '') lines.shift()
  return lines.map(line => (line === '' ? '//' : `// ${line.replace(UNSAFE, escapeCharacter)}`))
}
