import type { Place } from '../tree/origin.ts'
import { encodingOf } from './encoding.ts'
import { readRegularFile } from './regular-file.ts'

/** The keys down to a field, and the places in lists: `source`, `file`; `interface`, 1, `mac`. */
type Trail = readonly (string | number)[]

/**
 * Moves a place from a call to the key inside the object that the call was given: `.disk({ source: { fiel: … } })` is
 * one call to V8, but the mistake is at `fiel`. Where the keys do not stand there to the letter, the call stays.
 */
export function locateKey(call: Place, trail: Trail = []): Place {
  const lines = linesOf(call.file)
  const start = offsetOf(lines, call)
  if (start === undefined || trail.length === 0) return call
  const source = lines.join('\n')
  const name = /^[\w$]+/.exec(source.slice(start))?.[0]
  if (name === undefined) return call
  // A method is named after its field: what follows stands in its argument, as far as it is written out there. Other
  // words name no field, and what they are given stands at the end of the trail.
  const from = trail.lastIndexOf(name)
  const wanted = significant(trail.slice(from + 1))
  let best: Key | undefined
  for (const key of keysAt(source, start + name.length)) {
    const fits = from < 0 ? endsWith(wanted, key.trail) : startsWith(wanted, key.trail)
    if (fits && key.trail.length > (best?.trail.length ?? 0)) best = key
  }
  return best ? placeOf(source, best.start, call.file) : call
}

interface Key {
  readonly trail: Trail
  readonly start: number
}

/** A bracket that is open: what stands in it now, and whether a key may come. */
interface Level {
  readonly bracket: string
  index: number
  key: string | undefined
  fresh: boolean
}

const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|[\w$]+|[()[\]{},]/g

// The keys of the objects that stand, as literals, in the parentheses that open at or after an offset.
function* keysAt(source: string, from: number): Generator<Key> {
  const levels: Level[] = []
  for (const match of source.slice(from).matchAll(TOKEN)) {
    const [token] = match
    const level = levels.at(-1)
    if (/^\/[/*]/.test(token)) continue
    if ('([{'.includes(token)) {
      if (level) level.fresh = false
      levels.push({ bracket: token, index: 0, key: undefined, fresh: true })
    } else if (')]}'.includes(token)) {
      levels.pop()
      if (levels.length === 0) return
    } else if (level && token === ',') {
      level.index++
      level.fresh = true
    } else if (level) {
      const start = from + match.index
      const isKey = level.fresh && /^\s*[:,}]/.test(source.slice(start + token.length))
      if (isKey && level.bracket === '{') {
        level.key = token.replace(/^['"]|['"]$/g, '')
        // What stands in the parentheses of another call belongs to that call.
        if (levels.every(({ bracket }, depth) => depth === 0 || bracket !== '('))
          yield { trail: significant(levels.map(({ key, index }) => key ?? index)), start }
      }
      level.fresh = false
    }
  }
}

// The first of a list is as good as the only one, whether it stands in brackets or not.
const significant = (trail: Trail): Trail => trail.filter(step => step !== 0)

const startsWith = (whole: Trail, start: Trail): boolean =>
  whole.slice(0, start.length).join() === start.join()

const endsWith = (whole: Trail, end: Trail): boolean =>
  end.length > 0 && whole.slice(-end.length).join() === end.join()

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
    const bytes = readRegularFile(file)
    return new TextDecoder(encodingOf(bytes)).decode(bytes).split('\n')
  } catch {
    return []
  }
}
