import { readFileSync } from 'node:fs'
import type { Place } from '../tree/origin.ts'

/**
 * Moves a place from a call to the key inside the object that the call was given: `.disk({ source: { fiel: … } })` is
 * one call to V8, but the mistake is at `fiel`. Where the key does not stand there to the letter, the call stays.
 */
export function locateKey(call: Place, key: string | undefined): Place {
  if (key === undefined) return call
  const lines = linesOf(call.file)
  const start = offsetOf(lines, call)
  if (start === undefined) return call
  const source = lines.join('\n')
  // A method of the field's own name, `.bus('virtoi')`, is the place already.
  const name = /^[\w$]+/.exec(source.slice(start))?.[0]
  if (name === undefined || name === key) return call
  for (const token of argumentsAt(source, start + name.length)) {
    if (token.text === key && /^\s*:/.test(source.slice(token.end)))
      return placeOf(source, token.start, call.file)
  }
  return call
}

interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
}

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|[\w$]+|[()[\]{}]/g

// The names and quoted texts between the parenthesis that opens at or after an offset and the one that closes it.
function* argumentsAt(source: string, from: number): Generator<Token> {
  TOKEN.lastIndex = from
  let depth = 0
  for (let match = TOKEN.exec(source); match; match = TOKEN.exec(source)) {
    const [text] = match
    if ('([{'.includes(text)) depth++
    else if (')]}'.includes(text)) {
      depth--
      if (depth === 0) return
    } else if (depth > 0 && !text.startsWith('/')) {
      const end = match.index + text.length
      yield { text: text.replace(/^['"]|['"]$/g, ''), start: match.index, end }
      TOKEN.lastIndex = end
    }
  }
}

function offsetOf(lines: readonly string[], place: Place): number | undefined {
  const before = lines.slice(0, place.line - 1)
  if (before.length !== place.line - 1 || lines[place.line - 1] === undefined) return undefined
  return before.reduce((sum, text) => sum + text.length + 1, 0) + place.column - 1
}

function placeOf(source: string, offset: number, file: string): Place {
  const before = source.slice(0, offset).split('\n')
  return { file, line: before.length, column: before.at(-1)!.length + 1 }
}

/** The lines of a file; none where it cannot be read, for a place is shown as well as it can be. */
export function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n')
  } catch {
    return []
  }
}
