import { type Grammar, type Pattern, readGrammar } from './rng.ts'

/*
 * Lists everything that a RELAX NG schema allows: every path of elements from the root, with their attributes, texts and
 * values. A path lists what may appear there in any context; conditions are ignored.
 */

/** Everything that a schema allows, by path; `/domain/os/@firmware` is an attribute, `/domain/name/#text` a text. */
export interface Reach {
  readonly elements: ReadonlySet<string>
  /** The listed values and, in angle brackets, the datatypes that an attribute or text accepts. */
  readonly values: ReadonlyMap<string, ReadonlySet<string>>
  /** Elements that contain themselves: they are listed, but not entered again. */
  readonly folded: ReadonlySet<string>
}

/** Everything that the schema in a folder allows. */
export function reachOf(folder: string, entry = 'domain.rng'): Reach {
  const grammar = readGrammar(folder, entry)
  const elements = new Set<string>()
  const folded = new Set<string>()
  const values = new Map<string, Set<string>>()
  for (const pattern of grammar.start) visit(pattern, '', [], false)
  return { elements, values, folded }

  function visit(pattern: Pattern, path: string, open: readonly Opened[], isCut: boolean): void {
    if (isImpossible(grammar, pattern)) return
    switch (pattern.tag) {
      case 'element':
        for (const name of namesOf(pattern)) visitElement(pattern, `${path}/${name}`, open, isCut)
        return
      case 'attribute':
        for (const name of namesOf(pattern)) visitAttribute(pattern, `${path}/@${name}`)
        return
      case 'ref':
        visitReference(pattern, path, open, isCut)
        return
      case 'mixed':
        add(`${path}/#text`, ['<text>'])
        break
      case 'text':
      case 'value':
      case 'data':
        add(`${path}/#text`, valuesOf(grammar, pattern))
        return
      default:
    }
    for (const child of pattern.children) visit(child, path, open, isCut)
  }

  function visitElement(
    pattern: Pattern,
    path: string,
    open: readonly Opened[],
    isCut: boolean,
  ): void {
    if (isCut) {
      if (!elements.has(path)) folded.add(path)
      elements.add(path)
      return
    }
    elements.add(path)
    folded.delete(path)
    for (const child of contentOf(pattern)) visit(child, path, open, false)
  }

  function visitAttribute(pattern: Pattern, path: string): void {
    const content = contentOf(pattern)
    add(path, content.length === 0 ? ['<text>'] : content.flatMap(one => valuesOf(grammar, one)))
  }

  function visitReference(
    { attributes: { name } }: Pattern,
    path: string,
    open: readonly Opened[],
    isCut: boolean,
  ): void {
    const isOpen = open.some(one => one.name === name)
    if (isOpen && isCut) return
    for (const child of definitionOf(grammar, name!).flat())
      visit(child, path, [...open, { name: name!, path }], isOpen || isCut)
  }

  function add(path: string, found: readonly string[]): void {
    const known = values.get(path) ?? new Set()
    for (const one of found) known.add(one)
    values.set(path, known)
  }
}

/** A reference that is being followed, and the path at which it started. */
interface Opened {
  readonly name: string
  readonly path: string
}

const definitionOf = ({ definitions }: Grammar, name: string): readonly (readonly Pattern[])[] => {
  const found = definitions.get(name)
  if (!found) throw new Error(`the schema does not define "${name}"`)
  return found
}

const NAME_CLASSES = ['name', 'choice', 'anyName', 'nsName']

/** The names of an element or attribute; `*` is any name. Namespaces of hypervisors become prefixes: `qemu:commandline`. */
function namesOf({ tag, attributes, ns, children }: Pattern): readonly string[] {
  const namespace = tag === 'element' ? ns : attributes.ns
  const prefix = namespace ? `${/\/domain\/(\w+)\/1\.0$/.exec(namespace)?.[1] ?? namespace}:` : ''
  if (attributes.name !== undefined) return [prefix + attributes.name.trim()]
  const names = (one: Pattern): readonly string[] =>
    one.tag === 'name'
      ? [one.text.trim()]
      : one.tag === 'choice'
        ? one.children.flatMap(names)
        : ['*']
  const nameClass = children.find(child => NAME_CLASSES.includes(child.tag))
  return nameClass ? names(nameClass) : []
}

const contentOf = ({ attributes, children }: Pattern): readonly Pattern[] =>
  attributes.name === undefined ? children.slice(1) : children

// Whether a pattern can never match, because it is not allowed.
function isImpossible(grammar: Grammar, pattern: Pattern, open: readonly string[] = []): boolean {
  const { tag, attributes, children } = pattern
  const isNever = (one: Pattern): boolean => isImpossible(grammar, one, open)
  switch (tag) {
    case 'notAllowed':
      return true
    case 'group':
    case 'interleave':
    case 'oneOrMore':
    case 'mixed':
    case 'list':
      return children.some(isNever)
    case 'choice':
      return children.every(isNever)
    case 'ref': {
      const name = attributes.name!
      if (open.includes(name)) return false
      return definitionOf(grammar, name).every(alternative =>
        alternative.some(one => isImpossible(grammar, one, [...open, name])),
      )
    }
    case 'element':
    case 'attribute':
      return contentOf(pattern).some(
        one =>
          (one.tag === 'attribute' || one.tag === 'notAllowed' || isForbidden(grammar, one)) &&
          isNever(one),
      )
    default:
      return false
  }
}

const isForbidden = (grammar: Grammar, { tag, attributes }: Pattern): boolean =>
  tag === 'ref' &&
  definitionOf(grammar, attributes.name!).every(alternative =>
    alternative.some(one => one.tag === 'notAllowed'),
  )

/** The values and datatypes that a pattern accepts: `['on', 'off']`, `['<int minInclusive=0>']`. */
function valuesOf(
  grammar: Grammar,
  pattern: Pattern,
  open: readonly string[] = [],
): readonly string[] {
  const { tag, attributes, children, text } = pattern
  switch (tag) {
    case 'value':
      return [text.trim()]
    case 'text':
      return ['<text>']
    case 'empty':
      return ['<empty>']
    case 'data':
      return [`<${attributes.type}${children.map(facetOf).join('')}>`]
    case 'ref': {
      const name = attributes.name!
      if (open.includes(name)) return []
      return definitionOf(grammar, name)
        .flat()
        .flatMap(one => valuesOf(grammar, one, [...open, name]))
    }
    case 'notAllowed':
    case 'param':
      return []
    default:
      return children.flatMap(one => valuesOf(grammar, one, open))
  }
}

function facetOf({ tag, attributes, text, children }: Pattern): string {
  if (tag === 'param') return ` ${attributes.name}=${text.trim().replace(/\s+/g, ' ')}`
  const values = (one: Pattern): readonly string[] =>
    one.tag === 'value' ? [one.text] : one.children.flatMap(values)
  return tag === 'except' ? ` except=${children.flatMap(values).join(',')}` : ''
}
