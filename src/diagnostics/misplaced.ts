import { compile } from '../schema/core/compiled.ts'
import { type Element, elementOf, type Field } from '../schema/core/element.ts'
import { MAX_WORD_LENGTH } from './nearest.ts'

/** What a name in XML belongs to. In a program, it is not known whether a key names an attribute or an element. */
export type NameKind = 'attribute' | 'element'

/** An element on the path from the root of a document to a problem. */
export interface Step {
  readonly name: string
  readonly element: Element
}

/** An attribute or element that the domain format has, and the elements that contain it. */
interface Place {
  readonly name: string
  readonly kind: NameKind
  readonly field: Field
  /** The names of the elements from the root of the domain to the element that contains this attribute or child element. */
  readonly path: readonly string[]
}

/** The help text for an attribute or element that is used in the wrong element. */
export interface Misplaced {
  readonly help: string
  /** Whether the user has spelled the name correctly, but used it in the wrong element. */
  readonly isExact: boolean
  /** Whether the name belongs to the parent of the element. */
  readonly isAbove: boolean
}

/** What else a document says about an unknown name. */
export interface Evidence {
  /** The attributes of an unknown element. They help to choose between several known elements. */
  readonly attributes?: readonly string[] | undefined
  /** The value of an unknown attribute. No help names elements that do not accept it. */
  readonly value?: string | undefined
}

/**
 * Finds other elements in which a name is valid that the user wrote in the wrong element. Returns `undefined` if no other
 * element of the domain format has this name or a similar name. `path` leads from the root to the user's element. Without
 * `kind`, the name can be an attribute or an element.
 */
export function misplaced(
  name: string,
  path: readonly Step[],
  kind?: NameKind,
  { attributes, value }: Evidence = {},
): Misplaced | undefined {
  const root = path[0]?.element
  if (root === undefined) return undefined
  const places = placesOf(root)
  const names = path.map(step => step.name)
  const exact = places.get(name)
  if (exact) {
    const nearby = nearestPlaces(fitting(exact, attributes), names, kind)
    if (!nearby.some(({ field }) => accepts(field, value))) return undefined
    const isAbove = isSame(nearby[0]!.path, names.slice(0, -1))
    return { help: belonging(name, nearby, names, kind), isExact: true, isAbove }
  }
  if (name.length < MIN_TYPO_LENGTH) return undefined
  const typos = typosOf(name, places)
  if (typos.size !== 1) return undefined
  const meant = [...typos][0]!
  const found = nearestPlaces(places.get(meant)!, names, kind)
  const help = `did you mean "${meant}"? ${belonging(meant, found, names, kind)}`
  return { help, isExact: false, isAbove: false }
}

/** Whether a field can have a value, as far as its list of values tells. */
function accepts({ codec }: Field, value: string | undefined): boolean {
  const isList = codec?.values !== undefined || codec?.forVariant !== undefined
  return value === undefined || !isList || codec.test(value)
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
 * Returns the candidates that allow all of these attributes. If the user's element has no attributes and no content, it is
 * probably a flag. If no candidate fits, returns all of them.
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
 * Returns the candidates that are closest to an element in the tree of the domain format. Candidates inside the element come
 * first, followed by candidates of the same kind (attribute or element).
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
 * Returns the names of the domain format that differ from a word in one letter or in two swapped letters. Two such words have a
 * common variant: each variant is one of the words without one of its letters. So vmc looks up the variants of the word in an
 * index of the variants of all names, and does not compare the word with every name.
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

/**
 * Returns a word in lower case, and all variants of the word without one of its letters. Two words with a common variant are
 * similar.
 */
function shortened(word: string): readonly string[] {
  if (word.length > MAX_WORD_LENGTH) return []
  const lower = word.toLowerCase()
  return [lower, ...Array.from(lower, (_, at) => lower.slice(0, at) + lower.slice(at + 1))]
}

const cache = new WeakMap<Element, ReadonlyMap<string, readonly Place[]>>()

/** For each name, returns the attributes and elements with this name below a root element. */
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
