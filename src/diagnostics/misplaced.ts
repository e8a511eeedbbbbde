import { compile } from '../schema/core/compiled.ts'
import { type Element, elementOf, type Field } from '../schema/core/element.ts'
import { MAX_WORD_LENGTH } from './nearest.ts'

/** The kinds of names in XML. In a program, a key can be both. */
export type NameKind = 'attribute' | 'element'

/** An element of a document, as a step on the path from the root. */
export interface Step {
  readonly name: string
  readonly element: Element
}

/** A place in the format that has a name. */
interface Place {
  readonly name: string
  readonly kind: NameKind
  readonly field: Field
  /** The names of the elements from the root to the one that has the name. */
  readonly path: readonly string[]
}

/** Where a name belongs that an element does not have. */
export interface Misplaced {
  readonly help: string
  /** Whether the name is spelled right, and only its place is wrong. */
  readonly isExact: boolean
}

/**
 * Where a name belongs that an element does not have, if the name exists elsewhere in the format, or is a typing mistake
 * for such a name. `path` leads from the root to the element. Without `kind`, the name can be of both kinds. The
 * attributes of an element tell which of several elements was meant.
 */
export function misplaced(
  name: string,
  path: readonly Step[],
  kind?: NameKind,
  attributes?: readonly string[],
): Misplaced | undefined {
  const root = path[0]?.element
  if (root === undefined) return undefined
  const places = placesOf(root)
  const names = path.map(step => step.name)
  const exact = places.get(name)
  if (exact) {
    const help = belonging(
      name,
      nearestPlaces(fitting(exact, attributes), names, kind),
      names,
      kind,
    )
    return { help, isExact: true }
  }
  if (name.length < MIN_TYPO_LENGTH) return undefined
  const typos = typosOf(name, places)
  if (typos.size !== 1) return undefined
  const meant = [...typos][0]!
  const found = nearestPlaces(places.get(meant)!, names, kind)
  const help = `did you mean "${meant}"? ${belonging(meant, found, names, kind)}`
  return { help, isExact: false }
}

// Short words resemble too many names.
const MIN_TYPO_LENGTH = 5

const MAX_PLACES = 3

function belonging(
  name: string,
  places: readonly Place[],
  here: readonly string[],
  kind: NameKind | undefined,
): string {
  const [first] = places as [Place]
  const owner = `<${first.path.at(-1)}>`
  if (kind !== undefined && first.kind !== kind && isSame(first.path, here))
    return `"${name}" is an ${first.kind} of ${owner}, not an ${kind}`
  const verb = kind !== undefined && first.kind !== kind ? `is an ${first.kind} of` : 'belongs to'
  if (places.length > 1) {
    const owners = [...new Set(places.map(({ path }) => `<${path.at(-1)}>`))]
    const shown = owners.slice(0, MAX_PLACES)
    const isAll = owners.length <= MAX_PLACES
    return `"${name}" ${verb} ${isAll ? shown.join(' or ') : `${shown.join(', ')} and other elements`}`
  }
  if (isSame(first.path, here.slice(0, -1)) && verb === 'belongs to')
    return `"${name}" belongs one level up, to ${owner}`
  const isChild = isSame(first.path.slice(0, -1), here)
  return `"${name}" ${verb} ${owner}${isChild ? '' : `: ${[...first.path, name].join('/')}`}`
}

const isSame = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((step, index) => step === b[index])

/** The places whose element takes these attributes. An element without attributes and content is most likely a flag. */
function fitting(
  places: readonly Place[],
  attributes: readonly string[] | undefined,
): readonly Place[] {
  if (attributes === undefined) return places
  const fits = places.filter(({ field }) =>
    attributes.length === 0
      ? field.kind === 'flag'
      : field.kind === 'child' &&
        attributes.every(name => compile(elementOf(field)).attributes.has(name)),
  )
  return fits.length > 0 ? fits : places
}

/** The places with the shortest way from an element. Places of the same kind come before all others. */
function nearestPlaces(
  places: readonly Place[],
  here: readonly string[],
  kind: NameKind | undefined,
): readonly Place[] {
  const ofKind = places.filter(place => place.kind === kind)
  const own = places.filter(({ path }) => isSame(path, here))
  const candidates = own.length > 0 ? own : ofKind.length > 0 ? ofKind : places
  const ways = candidates.map(place => wayTo(place, here))
  const shortest = Math.min(...ways)
  return candidates.filter((_, index) => ways[index] === shortest)
}

function wayTo({ path }: Place, here: readonly string[]): number {
  let common = 0
  while (common < path.length && path[common] === here[common]) common++
  return path.length + here.length - 2 * common
}

const spellings = new WeakMap<object, ReadonlyMap<string, readonly string[]>>()

/**
 * The names that differ from a word in one letter or in two neighbouring letters. Such words have a spelling without one
 * letter in common, so a document with very many unknown names is not compared with every name of the format.
 */
function typosOf(word: string, places: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  let index = spellings.get(places)
  if (!index) {
    const made = new Map<string, string[]>()
    for (const name of places.keys())
      for (const shorter of shortened(name)) made.set(shorter, [...(made.get(shorter) ?? []), name])
    spellings.set(places, made)
    index = made
  }
  return new Set(shortened(word).flatMap(shorter => index.get(shorter) ?? []))
}

/** A word in lower case, and the word without each of its letters. */
function shortened(word: string): readonly string[] {
  if (word.length > MAX_WORD_LENGTH) return []
  const lower = word.toLowerCase()
  return [lower, ...Array.from(lower, (_, at) => lower.slice(0, at) + lower.slice(at + 1))]
}

const cache = new WeakMap<Element, ReadonlyMap<string, readonly Place[]>>()

/** The places of every name below a root element. */
function placesOf(root: Element): ReadonlyMap<string, readonly Place[]> {
  const known = cache.get(root)
  if (known) return known
  const places = new Map<string, Place[]>()
  const add = (element: Element, path: readonly string[], above: readonly Element[]): void => {
    for (const [key, field] of Object.entries(element.fields)) {
      // libvirt sets these fields only while the domain runs.
      if (field.kind === 'text' || field.assigned === 'live') continue
      const name = field.name ?? key
      const place: Place = { name, kind: kindOf(field), field, path }
      for (const spelling of new Set([name, key]))
        places.set(spelling, [...(places.get(spelling) ?? []), place])
      if (field.kind !== 'child') continue
      const inner = elementOf(field)
      // Some elements contain themselves.
      if (!above.includes(inner)) add(inner, [...path, name], [...above, inner])
    }
  }
  add(root, [root.name], [root])
  cache.set(root, places)
  return places
}

const kindOf = ({ kind }: Field): NameKind => (kind === 'attribute' ? 'attribute' : 'element')
