import { SaxesParser } from 'saxes'

/** An element of a document, in a form that is easy to change. */
export interface Tag {
  name: string
  attributes: [name: string, value: string][]
  children: (Tag | string)[]
}

/** A document with one mistake. */
export interface Mutant {
  readonly kind: 'drop' | 'misspell' | 'move' | 'double' | 'swap' | 'number'
  readonly what: string
  /** The path of the changed element, without indices. */
  readonly path: string
  readonly xml: string
  /** The line of the misspelt name or value. */
  readonly line?: number
  /** Its correct spelling. */
  readonly was?: string
}

/** A generator of random numbers from 0 to 1. The same seed gives the same numbers. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Parses a document. */
export function parse(xml: string): Tag {
  const parser = new SaxesParser()
  const stack: Tag[] = [{ name: '', attributes: [], children: [] }]
  parser.on('opentag', ({ name, attributes }) => {
    const tag: Tag = { name, attributes: Object.entries(attributes), children: [] }
    stack.at(-1)!.children.push(tag)
    stack.push(tag)
  })
  parser.on('closetag', () => stack.pop())
  const text = (text: string) => {
    if (text.trim() !== '') stack.at(-1)!.children.push(text)
  }
  parser.on('text', text)
  parser.on('cdata', text)
  parser.write(xml).close()
  return stack[0]!.children.find(child => typeof child !== 'string') as Tag
}

const escaped = (text: string): string =>
  text.replace(/[&<>"\t\n\r]/g, character => `&#${character.charCodeAt(0)};`)

/** Writes a document with one tag per line, so that a line number identifies a tag. */
export function print(tag: Tag, indent = ''): string {
  const open = `${indent}<${tag.name}${tag.attributes.map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')}`
  if (tag.children.length === 0) return `${open}/>\n`
  if (tag.children.every(child => typeof child === 'string')) {
    return `${open}>${escaped(tag.children.join('')).replaceAll('&#10;', '\n')}</${tag.name}>\n`
  }
  const inner = tag.children.map(child =>
    typeof child === 'string' ? escaped(child) : print(child, `${indent}  `),
  )
  return `${open}>\n${inner.join('')}${indent}</${tag.name}>\n`
}

/** An element and its location in the document. */
interface Spot {
  readonly tag: Tag
  readonly path: string
  readonly parent?: Spot
}

function* spots(tag: Tag, path: string, parent?: Spot): Generator<Spot> {
  // The format allows anything in metadata and in foreign namespaces.
  if (tag.name === 'metadata' || tag.name.includes(':')) return
  const spot: Spot = { tag, path, ...(parent && { parent }) }
  yield spot
  for (const child of tag.children)
    if (typeof child !== 'string') yield* spots(child, `${path}/${child.name}`, spot)
}

/** The values that attributes and texts have in the corpus, by path. A mutant swaps a value for another of the same path. */
export type Values = Map<string, Set<string>>

/** Adds the values of a document. */
export function gather(root: Tag, values: Values): void {
  const add = (path: string, value: string) =>
    values.set(path, (values.get(path) ?? new Set()).add(value))
  for (const { tag, path } of spots(root, root.name)) {
    for (const [name, value] of tag.attributes) add(`${path}/@${name}`, value)
    if (tag.children.length === 1 && typeof tag.children[0] === 'string')
      add(path, tag.children[0].trim())
  }
}

/** Makes one random mistake in a document, at the path `under` or below. Returns `undefined` if the chosen mistake is impossible there. */
export function mutate(
  xml: string,
  values: Values,
  random: () => number,
  under = 'domain',
): Mutant | undefined {
  const root = parse(xml)
  const all = [...spots(root, root.name)].filter(
    ({ path }) => path === under || path.startsWith(`${under}/`),
  )
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  const spot = pick(all)
  if (!spot) return undefined
  const { tag, path, parent } = spot
  const done = (kind: Mutant['kind'], what: string): Mutant => ({
    kind,
    what,
    path,
    xml: print(root),
  })
  // The text of the change locates it in the printed document.
  const misspelt = (was: string, mark: string, what: string): Mutant => {
    const text = print(root)
    return {
      ...done('misspell', what),
      was,
      line: text.slice(0, text.indexOf(mark)).split('\n').length,
    }
  }
  switch (Math.floor(random() * 8)) {
    case 0: {
      const attribute = pick(tag.attributes)
      if (!attribute) return undefined
      tag.attributes = tag.attributes.filter(one => one !== attribute)
      return done('drop', `@${attribute[0]}`)
    }
    case 1: {
      if (!parent) return undefined
      parent.tag.children = parent.tag.children.filter(child => child !== tag)
      return done('drop', `<${tag.name}>`)
    }
    case 2: {
      const attribute = pick(tag.attributes)
      if (!attribute) return undefined
      const [was] = attribute
      attribute[0] = typo(was, random)
      return misspelt(was, ` ${attribute[0]}=`, `@${was} → ${attribute[0]}`)
    }
    case 3: {
      if (!parent) return undefined
      const was = tag.name
      tag.name = typo(was, random)
      return misspelt(was, `<${tag.name}`, `<${was}> → <${tag.name}>`)
    }
    case 4: {
      const attribute = pick(tag.attributes)
      if (!attribute) return undefined
      const [name, was] = attribute
      if (!/^[a-z][a-z-]{2,}$/i.test(was)) return undefined
      attribute[1] = typo(was, random)
      return misspelt(was, `${name}="${attribute[1]}"`, `@${name}=${was} → ${attribute[1]}`)
    }
    case 5: {
      // Move the element to its grandparent, into a sibling, or to another position among its siblings.
      if (!parent) return undefined
      const siblings = parent.tag.children.filter(
        child => typeof child !== 'string' && child !== tag,
      ) as Tag[]
      const to = random() < 0.3 ? parent.parent?.tag : random() < 0.5 ? pick(siblings) : parent.tag
      if (!to) return undefined
      parent.tag.children = parent.tag.children.filter(child => child !== tag)
      to.children = to.children.filter(child => typeof child !== 'string')
      to.children.splice(Math.floor(random() * (to.children.length + 1)), 0, tag)
      return done('move', `<${tag.name}> to <${to.name}>`)
    }
    case 6: {
      if (!parent) return undefined
      parent.tag.children.splice(parent.tag.children.indexOf(tag), 0, structuredClone(tag))
      return done('double', `<${tag.name}>`)
    }
    default: {
      const attribute = pick(tag.attributes)
      if (!attribute) return undefined
      const other = pick(
        [...(values.get(`${path}/@${attribute[0]}`) ?? [])].filter(value => value !== attribute[1]),
      )
      if (other === undefined) return undefined
      const what = `@${attribute[0]}=${attribute[1]} → ${other}`
      attribute[1] = other
      return done('swap', what)
    }
  }
}

/** Values at the bounds of the integers that libvirt reads, and beyond them. */
const BOUNDS = [0n, 1n, 7n, 8n, 15n, 16n, 31n, 32n, 127n, 128n, 255n, 256n, 65535n, 65536n].concat(
  [31n, 32n, 63n, 64n].flatMap(bits => [2n ** bits - 1n, 2n ** bits]),
)

/** Replaces a random number in a document by one near it, or by one at a bound. Returns `undefined` if the chosen element has no number. */
export function mutateNumber(xml: string, random: () => number): Mutant | undefined {
  const root = parse(xml)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const numbers = [...spots(root, root.name)].flatMap(({ tag, path }) => [
    ...tag.attributes.map(attribute => ({
      what: `@${attribute[0]}`,
      path,
      text: attribute[1],
      set: (value: string) => {
        attribute[1] = value
      },
    })),
    {
      what: 'text',
      path,
      text: tag.children.length === 1 && typeof tag.children[0] === 'string' ? tag.children[0] : '',
      set: (value: string) => {
        tag.children = [value]
      },
    },
  ])
  const found = numbers.filter(({ text }) => /^\s*(0x[0-9a-f]+|\d+)\s*$/i.test(text))
  if (found.length === 0) return undefined
  const { what, path, text, set } = pick(found)
  const was = BigInt(text.trim())
  const value = pick(random() < 0.5 ? [was + 1n, was > 0n ? was - 1n : 2n, was * 2n + 3n] : BOUNDS)
  const spelled = /^0x/i.test(text.trim()) ? `0x${value.toString(16)}` : String(value)
  if (spelled === text.trim()) return undefined
  set(spelled)
  return { kind: 'number', what: `${what}=${text.trim()} → ${spelled}`, path, xml: print(root) }
}

// A typing error: two letters swapped, one omitted, one doubled, or an extra one.
function typo(word: string, random: () => number): string {
  const at = Math.floor(random() * Math.max(1, word.length - 1))
  const [head, tail] = [word.slice(0, at), word.slice(at)]
  const spelled = [
    head + (tail[1] ?? '') + tail[0] + tail.slice(2),
    head + tail.slice(1),
    head + tail[0] + tail,
    `${head}${tail[0]}x${tail.slice(1)}`,
  ][Math.floor(random() * 4)]!
  return spelled !== word && /^[A-Za-z_][\w.-]*$/.test(spelled) ? spelled : `${word}x`
}
