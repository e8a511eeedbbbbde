import { collapse } from '../schema/codec.ts'
import { lookup } from '../schema/lookup.ts'
import { isNode, type Node, slotOf, valuesOf } from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'
import { isShared } from '../tree/shape.ts'
import { fieldPath, type Here, pathOf, trailOf } from './here.ts'
import type { RuleFinding } from './rules/rule.ts'

/*
 * How rules look at a domain: down to elements, and at values as they are spelled in XML. What is not there, and what
 * the schema has told of already, is `undefined`, so that a rule goes on to what it knows something about.
 */

const none: readonly Here[] = []

/** What a rule has looked at beyond the shape of a domain. */
export interface Reads {
  /** The paths of values that the domain has for itself, by keys. */
  readonly paths: Set<string>
  /** Has it looked at an element, with all that is in it? */
  isAll: boolean
}

/** A domain as the place where looking begins. */
export const top = (domain: Node): Here => watched(domain)

/** The same, for somebody who wants to know what is looked at. */
export const watched = (domain: Node, reads?: Reads): Here =>
  new Place(domain, domain.element.name, undefined, undefined, undefined, reads)

// All are of one shape, whatever is known of them.
class Place implements Here {
  readonly name: string
  readonly key: string | undefined
  readonly index: number | undefined
  readonly up: Here | undefined
  readonly fields: Node['fields']
  readonly #node: Node
  readonly #reads: Reads | undefined
  // Rules look at the same fields again and again: what was seen is kept, a key and what it has in turn. As long as they
  // are few, looking through them is quicker than a map.
  #elements: (string | readonly Here[])[] | undefined
  #texts: (string | undefined)[] | undefined

  constructor(node: Node, name: string, key?: string, index?: number, up?: Here, reads?: Reads) {
    this.name = name
    this.key = key
    this.index = index
    this.up = up
    this.fields = node.fields
    this.#node = node
    this.#reads = reads
  }

  // That there are none is a matter of the shape.
  get notes(): Node['notes'] {
    return this.#node.notes && this.node.notes
  }

  get node(): Node {
    if (this.#reads) this.#reads.isAll = true
    return this.#node
  }

  each(key: string): readonly Here[] {
    // What every object inherits has no value either.
    if (this.fields[key]?.value === undefined) return none
    this.#elements ??= []
    const seen = this.#elements
    for (let at = 0; at < seen.length; at += 2)
      if (seen[at] === key) return seen[at + 1] as readonly Here[]
    const found = this.#look(key)
    seen.push(key, found)
    return found
  }

  #look(key: string): readonly Here[] {
    const { value } = this.fields[key]!
    const field = lookup(this.#node.element.fields, key)
    const name = field?.name ?? key
    const reads = this.#reads
    if (isNode(value))
      return [new Place(value, name, key, field?.many ? 1 : undefined, this, reads)]
    if (!Array.isArray(value)) return none
    const found: Here[] = []
    for (let index = 0; index < value.length; index++) {
      const one: unknown = value[index]
      if (isNode(one)) found.push(new Place(one, name, key, index + 1, this, reads))
    }
    return found
  }

  #note(key: string, { paths }: Reads): void {
    const { value } = this.fields[key]!
    const field = lookup(this.#node.element.fields, key)
    if (typeof value === 'object' || (field && isShared(field, value, !this.up))) return
    paths.add(keyPath(this) + key + (field?.many ? '[1]' : ''))
  }

  spelled(key: string): string | undefined {
    if (this.fields[key]?.value === undefined) return undefined
    if (this.#reads) this.#note(key, this.#reads)
    this.#texts ??= []
    const seen = this.#texts
    for (let at = 0; at < seen.length; at += 2) if (seen[at] === key) return seen[at + 1]
    const text = spell(this.#node, key)
    seen.push(key, text)
    return text
  }
}

// As the paths of a shape are.
function keyPath({ up, key, index }: Here): string {
  if (!up) return ''
  return `${keyPath(up)}${key}${index === undefined ? '' : `[${index}]`}/`
}

function spell({ element, fields }: Node, key: string): string | undefined {
  const codec = lookup(element.fields, key)?.codec
  const text = codec?.print(fields[key]!.value)
  if (text === undefined || !codec!.test(text)) return undefined
  return codec!.collapses ? collapse(text) : text
}

/**
 * The elements of a field, each with its place.
 *
 * @example
 * each(down(domain, 'os'), 'boot').map(boot => spelled(boot, 'dev'))   // ['hd', 'network']
 */
export const each = (here: Here | undefined, key: string): readonly Here[] =>
  here ? placeOf(here).each(key) : none

/** The keys of all that an element has. */
export const keysOf = (here: Here): readonly string[] => Object.keys(placeOf(here).fields)

// A place that somebody put together is taken for what it is.
const placeOf = (here: Here): Place =>
  here instanceof Place ? here : new Place(here.node, here.name, here.key, here.index, here.up)

/**
 * Something about a domain that several rules ask for, one after another, worked out once. It may look at nothing beyond
 * the shape of the domain: whoever gets it ready made has looked at nothing.
 */
export function once<T>(work: (domain: Here) => T): (domain: Here) => T {
  let last: { readonly domain: Here; readonly made: T } | undefined
  return domain => {
    if (last?.domain !== domain) last = { domain, made: work(domain) }
    return last.made
  }
}

/**
 * The element at the end of a path of keys; the first where there are several, `undefined` where there is none.
 *
 * @example
 * spelled(down(domain, 'os', 'type'), 'machine')   // 'q35'
 */
export function down(
  here: Here | undefined,
  key: string,
  ...keys: readonly string[]
): Here | undefined {
  let at = each(here, key)[0]
  for (const next of keys) at = each(at, next)[0]
  return at
}

/**
 * The devices of one kind.
 *
 * @example
 * devices(domain, 'disk').length   // 2
 */
export const devices = (domain: Here, kind: string): readonly Here[] =>
  each(down(domain, 'devices'), kind)

/**
 * What an attribute, a text or a leaf says, as it is spelled in XML; rightly spelled, that is.
 *
 * @example
 * devices(domain, 'disk').map(disk => spelled(down(disk, 'target'), 'dev'))   // ['vda', 'vdb']
 */
export const spelled = (here: Here | undefined, key: string): string | undefined =>
  here && placeOf(here).spelled(key)

/**
 * The number that an attribute, a text or a leaf says, be it spelled `10` or `0x0a`.
 *
 * @example
 * numeric(down(domain, 'vcpu'), 'value')   // 2
 */
export function numeric(here: Here | undefined, key: string): number | undefined {
  const text = spelled(here, key)
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
  return Number.isNaN(value) ? undefined : value
}

/**
 * Does a field say anything? A flag that is off does not.
 *
 * @example
 * says(down(domain, 'features'), 'acpi')   // true
 */
export function says(here: Here | undefined, key: string): boolean {
  if (!here || !Object.hasOwn(placeOf(here).fields, key)) return false
  return valuesOf(placeOf(here).fields[key]).some(value => value !== false)
}

/**
 * Where a field was written, or an element: what a finding says of its place.
 *
 * @example
 * ({ message: 'not this one', ...place(devices(domain, 'disk')[1]!, 'type') }).path   // 'domain/devices/disk[2]/@type'
 */
export function place(
  here: Here,
  key?: string,
): Pick<RuleFinding, 'path' | 'origin' | 'trail' | 'at'> {
  const slot = key === undefined ? undefined : slotOf(here.node, key)
  if (key === undefined || !slot) {
    const { origin } = here.node
    return { path: pathOf(here), origin, trail: trailOf(here, '', origin).slice(0, -1), at: here }
  }
  const { origin } = slot
  return {
    path: fieldPath(here, key, lookup(here.node.element.fields, key)),
    origin,
    trail: trailOf(here, key, origin),
    at: here,
  }
}

/**
 * Another place that has to do with a finding, for its `related`.
 *
 * @example
 * also('the first is here', devices(domain, 'disk')[0]!).message   // 'the first is here'
 */
export const also = (
  message: string,
  here: Here,
  key?: string,
): { readonly message: string; readonly origin: Origin; readonly at?: Here } => ({
  message,
  origin: originOf(here, key),
  at: here,
})

/** Where a field was written, or the element where it has none such. */
export function originOf({ node }: Here, key?: string): Origin {
  return (key === undefined ? undefined : slotOf(node, key)?.origin) ?? node.origin
}

/**
 * The name of a domain, for messages about several.
 *
 * @example
 * nameOf(domain)   // 'fv0'
 */
export const nameOf = (domain: Here): string => spelled(domain, 'name') ?? ''

/**
 * What mends a finding, for its `fix`, where a domain lacks something: a call for its program, and the same as XML.
 *
 * @example
 * adding(domain, '.acpi()', '<features><acpi/></features>').kind   // 'addition'
 */
export const adding = (domain: Here, ts: string, xml: string): NonNullable<RuleFinding['fix']> => ({
  kind: 'addition',
  ts,
  xml,
  origin: domain.node.origin,
})

/**
 * The host that a domain says it runs on, and where it says so; `undefined` where it does not.
 *
 * @example
 * hostOf(domain)?.name   // 'hv1'
 */
export function hostOf(
  domain: Here,
): { readonly name: string; readonly origin: Origin } | undefined {
  const note = placeOf(domain).notes?.findLast(({ kind }) => kind === 'host')
  return typeof note?.value === 'string' ? { name: note.value, origin: note.origin } : undefined
}

// Large enough for any machine, and small enough to list.
const MOST = 65_536

/**
 * The numbers of a set such as `0-3,^1,8`; `undefined` where it is not one.
 *
 * @example
 * [...numbersIn('0-3,^1,8')!]   // [0, 2, 3, 8]
 */
export function numbersIn(text: string | undefined): ReadonlySet<number> | undefined {
  if (text === undefined) return undefined
  const found = new Set<number>()
  for (const part of text.split(',')) {
    const range = /^\s*(\^?)(\d+)(?:-(\d+))?\s*$/.exec(part)
    if (!range) return undefined
    const [first, last] = [Number(range[2]), Number(range[3] ?? range[2])]
    if (last > MOST) return undefined
    for (let one = first; one <= last; one++) range[1] ? found.delete(one) : found.add(one)
  }
  return found
}

const EXPONENTS = 'bkmgtpe'

/**
 * The bytes of a size such as `<size unit='MiB'>4</size>`; `value` names where the number stands.
 *
 * @example
 * bytes(down(domain, 'memory'))   // 2147483648n
 */
export function bytes(size: Here | undefined, value = 'value'): bigint | undefined {
  const number = spelled(size, value)
  if (!size || number === undefined || !/^\s*\d+\s*$/.test(number)) return undefined
  const unit = (
    spelled(size, 'unit') ??
    size.node.element.fields.unit?.default ??
    'b'
  ).toLowerCase()
  return BigInt(number.trim()) * factorOf(unit)
}

// There are few units, and powers are dear.
const factors = new Map<string, bigint>()

function factorOf(unit: string): bigint {
  const known = factors.get(unit)
  if (known !== undefined) return known
  const power = unit === 'bytes' || unit === 'byte' ? 0 : EXPONENTS.indexOf(unit[0]!)
  const factor = (/^.b$/.test(unit) ? 1000n : 1024n) ** BigInt(power)
  factors.set(unit, factor)
  return factor
}

/**
 * Tells of every element whose key an earlier one has: `key` gives it, or `undefined` where there is none.
 *
 * @example
 * [...repeated(devices(domain, 'disk'), disk => spelled(disk, 'type'))].map(({ key }) => key)   // ['file']
 */
export function* repeated<K>(
  elements: Iterable<Here>,
  key: (here: Here) => K | undefined,
): Generator<{ readonly here: Here; readonly first: Here; readonly key: K }> {
  if (Array.isArray(elements) && elements.length < 2) return
  const seen = new Map<K, Here>()
  for (const here of elements) {
    const own = key(here)
    if (own === undefined) continue
    const first = seen.get(own)
    if (first) yield { here, first, key: own }
    else seen.set(own, here)
  }
}
