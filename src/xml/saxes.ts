import { createRequire } from 'node:module'
import type { SaxesOptions, SaxesParser } from 'saxes'

const require = createRequire(import.meta.url)

let Parser: typeof SaxesParser | undefined

/** Returns a parser of saxes. The library is loaded at the first call, because most builds read no XML. */
export function newParser<O extends SaxesOptions>(options: O): SaxesParser<O> {
  Parser ??= withRoom((require('saxes') as typeof import('saxes')).SaxesParser)
  return new Parser(options)
}

// `on` adds a property to the parser for each handler. From the seventh handler on, V8 would store the parser as a dictionary,
// and parsing would take four times as long. The fields of a derived class make room for more properties.
function withRoom(Base: typeof SaxesParser): typeof SaxesParser {
  return class<O extends SaxesOptions> extends Base<O> {
    readonly room1 = 0
    readonly room2 = 0
    readonly room3 = 0
    readonly room4 = 0
    readonly room5 = 0
    readonly room6 = 0
    readonly room7 = 0
    readonly room8 = 0
  }
}
