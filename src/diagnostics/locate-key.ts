import type { Location } from '../tree/origin.ts'
import { encodingOf } from './encoding.ts'
import { readRegularFile, statOf } from './regular-file.ts'

/** The keys and list indexes that lead to a field, such as `['source', 'file']` or `['interface', 1, 'mac']`. */
type KeyPath = readonly (string | number)[]

/**
 * Finds the location of a key in an object literal that is the argument of a call. In `.disk({ source: { fiel: … } })`, the
 * mistake is at `fiel`, but a stack trace contains only the location of the call. If the source text does not contain the key,
 * returns the location of the call.
 */
export function locateKey(call: Location, keyPath: KeyPath = []): Location {
  const lines = linesOf(call.file)
  const start = offsetOf(lines, call)
  if (start === undefined || keyPath.length === 0) return call
  const source = lines.join('\n')
  const name = /^[\w$]+/.exec(source.slice(start))?.[0]
  if (name === undefined) return call
  // The keys in the argument of a method depend on the name of the method. If the method is named after a field, the keys are
  // the part of the path after this field. If the method is a shorthand such as `cdrom()`, the keys are the last part of the
  // path.
  const from = keyPath.lastIndexOf(name)
  const wanted = withoutZeros(keyPath.slice(from + 1))
  let best: Key | undefined
  for (const key of keysAt(source, start + name.length)) {
    const isMatch = from < 0 ? endsWith(wanted, key.keyPath) : startsWith(wanted, key.keyPath)
    if (isMatch && key.keyPath.length > (best?.keyPath.length ?? 0)) best = key
  }
  return best ? locationAt(source, best.start, call.file) : call
}

interface Key {
  readonly keyPath: KeyPath
  readonly start: number
}

/** A bracket in the source text that is still open, and the position among the items in the bracket. */
interface Level {
  readonly bracket: string
  index: number
  key: string | undefined
  /** Whether the next token in the source text can be the key of a property. */
  isKeyNext: boolean
}

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|[\w$]+|[()[\]{},]/g

// Yields the keys of a call's arguments: the keys of all object literals in the first parentheses after the offset.
function* keysAt(source: string, from: number): Generator<Key> {
  const levels: Level[] = []
  for (const match of source.slice(from).matchAll(TOKEN)) {
    const [token] = match
    const level = levels.at(-1)
    if (/^\/[/*]/.test(token)) continue
    if ('([{'.includes(token)) {
      if (level) level.isKeyNext = false
      levels.push({ bracket: token, index: 0, key: undefined, isKeyNext: true })
    } else if (')]}'.includes(token)) {
      levels.pop()
      if (levels.length === 0) return
    } else if (level && token === ',') {
      level.index++
      level.isKeyNext = true
    } else if (level) {
      const start = from + match.index
      const isKey = level.isKeyNext && /^\s*[:,}]/.test(source.slice(start + token.length))
      if (isKey && level.bracket === '{') {
        level.key = token.replace(/^['"]|['"]$/g, '')
        // Keys inside the parentheses of a nested call belong to that call, so they are skipped.
        if (levels.every(({ bracket }, depth) => depth === 0 || bracket !== '('))
          yield { keyPath: withoutZeros(levels.map(({ key, index }) => key ?? index)), start }
      }
      level.isKeyNext = false
    }
  }
}

// A program may write a list with a single value without brackets, so comparisons of key paths ignore the index 0.
const withoutZeros = (keyPath: KeyPath): KeyPath => keyPath.filter(step => step !== 0)

const startsWith = (whole: KeyPath, start: KeyPath): boolean =>
  whole.slice(0, start.length).join() === start.join()

const endsWith = (whole: KeyPath, end: KeyPath): boolean =>
  end.length > 0 && whole.slice(-end.length).join() === end.join()

function offsetOf(lines: readonly string[], location: Location): number | undefined {
  const before = lines.slice(0, location.line - 1)
  if (before.length !== location.line - 1 || lines[location.line - 1] === undefined)
    return undefined
  return before.reduce((sum, text) => sum + text.length + 1, 0) + location.column - 1
}

function locationAt(source: string, offset: number, file: string): Location {
  const before = source.slice(0, offset).split('\n')
  return { file, line: before.length, column: before.at(-1)!.length + 1 }
}

/**
 * Returns the lines of a file. If the file cannot be read, there are no lines, and a diagnostic is shown without the source
 * text.
 */
export function linesOf(file: string): readonly string[] {
  try {
    if ((statOf(file)?.size ?? 0) > MAX_SHOWN_BYTES) return []
    const bytes = readRegularFile(file)
    return new TextDecoder(encodingOf(bytes)).decode(bytes).split('\n')
  } catch {
    return []
  }
}

// The maximum size of files from which a report shows lines. Reading larger files takes too long.
const MAX_SHOWN_BYTES = 16 * 1024 * 1024
