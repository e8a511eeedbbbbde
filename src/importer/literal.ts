import { lookup } from '../schema/core/lookup.ts'
import type { Scalar } from '../tree/node.ts'

/*
 * Texts of a document as texts of a program. Whatever a document holds, it stays inside its quotes: line ends, control
 * and formatting characters, which could end a literal or deceive a reader, are written as escapes.
 */

const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }

const escaped = (character: string): string =>
  lookup(escapes, character) ??
  [...Array(character.length).keys()]
    .map(index => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('')

/** A scalar as a literal of TypeScript. */
export function literalText(value: Scalar): string {
  if (typeof value !== 'string') return Object.is(value, -0) ? '-0' : String(value)
  const [singles, doubles] = [/'/g, /"/g].map(quote => value.match(quote)?.length ?? 0)
  const quote = singles! > doubles! ? '"' : "'"
  const inner = value.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
  return quote + inner.replace(unsafe, escaped) + quote
}

/** A text of several lines as a template literal, each line on a line. */
export function linesText(value: string): string {
  const inner = value.replace(/[\\`]|\$(?=\{)/g, '\\$&')
  return `\`${inner.replace(unsafe, one => (one === '\n' ? one : escaped(one)))}\``
}

/** A text with the same parameter between each of its parts. */
export function templateText(parts: readonly string[], name: string): string {
  const inner = parts.map(part => part.replace(/[\\`]|\$(?=\{)/g, '\\$&').replace(unsafe, escaped))
  // A dollar at the end of a part would stand before the parameter's own.
  return `\`${inner.map(part => part.replace(/\$$/, '\\$$')).join(`\${${name}}`)}\``
}

/** A key of an object. `__proto__: …` would be no key at all. */
export function keyText(key: string): string {
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : literalText(key)
}

/** A comment of XML as comments of TypeScript, a line each. */
export function commentLines(comment: string): readonly string[] {
  const lines = comment.split(/\r\n|[\n\r\u2028\u2029]/).map(line => line.trim())
  while (lines.at(-1) === '') lines.pop()
  while (lines[0] === '') lines.shift()
  return lines.map(line => (line === '' ? '//' : `// ${line.replace(unsafe, escaped)}`))
}
