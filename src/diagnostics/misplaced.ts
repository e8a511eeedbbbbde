import { compile } from '../schema/core/compiled.ts'
import { type Element, elementOf, type Field } from '../schema/core/element.ts'
import { MAX_WORD_LENGTH } from './nearest.ts'

/** The kinds of names in XML. In a program, a key can be an attribute or an element. */
export type NameKind = 'attribute' | 'element'

/** An element of a document, as a step on the path from the root. */
export interface Step {
  readonly name: string
  readonly element: Element
}

/** An attribute or element of the domain format that has a certain name. */
interface Place {
  readonly name: string
  readonly kind: NameKind
  readonly field: Field
  /** The names of the elements from the root to the element that contains this attribute or child element. */
  readonly path: readonly string[]
}

/** The help for a name that an element does not have but that is valid in another element. */
export interface Misplaced {
  readonly help: string
  /** Whether the name is spelled correctly, but is in the wrong element. */
  readonly isExact: boolean
}

/**
 * Finds the elements in which a name is valid that an element does not have. Returns `undefined` if no other element of the
 * format has the name or a similar name. `path` leads from the root to the element. Without `kind`, the name can be an
 * attribute or an element. For an unknown element, `attributes` help to choose between several known elements.
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

// The minimum length of a word that is compared with the known names. A shorter word is similar to too many names.
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

/**
 * The elements that allow all of these attributes. An element without attributes and content is probably a flag. If no element
 * fits, all candidates are returned.
 */
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

/**
 * The candidates that are nearest to an element in the tree of the format. Candidates inside the element come first, followed
 * by candidates of the same kind.
 */
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
 * An index of the names in the format that differ from a word in one letter or in two swapped letters. If one letter is removed
 * from each of two such words, they can be equal. So the index contains all names with one letter removed, and the word does
 * not have to be compared with every name.
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

/** A word in lower case, and all forms of the word in which one letter is removed. */
function shortened(word: string): readonly string[] {
  if (word.length > MAX_WORD_LENGTH) return []
  const lower = word.toLowerCase()
  return [lower, ...Array.from(lower, (_, at) => lower.slice(0, at) + lower.slice(at + 1))]
}

const cache = new WeakMap<Element, ReadonlyMap<string, readonly Place[]>>()

/** The attributes and elements below a root element that have a certain name, for each name. */
function placesOf(root: Element): ReadonlyMap<string, readonly Place[]> {
  const known = cache.get(root)
  if (known) return known
  const places = new Map<string, Place[]>()
  const add = (element: Element, path: readonly string[], above: readonly Element[]): void => {
    for (const [key, field] of Object.entries(element.fields)) {
      // The fields that libvirt sets only in the XML of a running domain.
      if (field.kind === 'text' || field.assigned === 'live') continue
      const name = field.name ?? key
      const place: Place = { name, kind: kindOf(field), field, path }
      for (const spelling of new Set([name, key]))
        places.set(spelling, [...(places.get(spelling) ?? []), place])
      if (field.kind !== 'child') continue
      const inner = elementOf(field)
      // An element that can contain itself is visited only once, so that the search ends.
      if (!above.includes(inner)) add(inner, [...path, name], [...above, inner])
    }
  }
  add(root, [root.name], [root])
  cache.set(root, places)
  return places
}

const kindOf = ({ kind }: Field): NameKind => (kind === 'attribute' ? 'attribute' : 'element')
