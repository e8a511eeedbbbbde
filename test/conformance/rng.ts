import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { newParser } from '../../src/xml/saxes.ts'

/** One element of a RELAX NG schema. */
export interface Pattern {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** The namespace of the names that it declares. */
  readonly ns: string | undefined
  readonly children: Pattern[]
  text: string
}

/** A grammar: the patterns of the root element, and the alternatives of each definition. */
export interface Grammar {
  readonly start: readonly Pattern[]
  readonly definitions: ReadonlyMap<string, readonly (readonly Pattern[])[]>
}

/** Reads a grammar from a folder, including the files that it refers to. */
export function readGrammar(folder: string, entry: string): Grammar {
  const definitions = new Map<string, (readonly Pattern[])[]>()
  const read = new Set<string>()
  let start: readonly Pattern[] = []
  load(entry)
  return { start, definitions }

  function load(file: string): void {
    if (read.has(file)) return
    read.add(file)
    collect(parse(readFileSync(join(folder, file), 'utf8')))
  }

  function collect(grammar: Pattern): void {
    // Included files come first, so that definitions inside <include> replace theirs and later definitions extend them.
    for (const include of grammar.children.filter(({ tag }) => tag === 'include')) {
      load(include.attributes.href!)
      for (const one of include.children) define(one, false)
    }
    for (const one of grammar.children) {
      if (one.tag === 'define') define(one, one.attributes.combine !== undefined)
      else if (one.tag === 'start') start = one.children
      else if (one.tag === 'div') collect(one)
    }
  }

  function define({ attributes, children }: Pattern, isCombined: boolean): void {
    const known = definitions.get(attributes.name!)
    if (known && isCombined) known.push(children)
    else definitions.set(attributes.name!, [children])
  }
}

function parse(xml: string): Pattern {
  const parser = newParser({})
  const root: Pattern = { tag: '', attributes: {}, ns: undefined, children: [], text: '' }
  const open = [root]
  parser.on('opentag', ({ name, attributes }) => {
    const parent = open.at(-1)!
    const own = attributes as Record<string, string>
    const ns = own.ns ?? parent.ns
    const pattern: Pattern = { tag: name, attributes: own, ns, children: [], text: '' }
    // Elements with a prefix are annotations.
    if (!name.includes(':')) parent.children.push(pattern)
    open.push(pattern)
  })
  parser.on('text', text => {
    open.at(-1)!.text += text
  })
  parser.on('closetag', () => {
    open.pop()
  })
  parser.on('error', error => {
    throw error
  })
  parser.write(xml).close()
  return root.children[0]!
}
