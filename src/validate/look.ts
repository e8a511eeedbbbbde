import { collapse } from '../schema/codec.ts'
import { isNode, type Node, type Slot, slotOf, valuesOf } from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'
import { fieldPath, type Here, pathOf, trailOf } from './here.ts'
import type { RuleFinding } from './rules/rule.ts'

/*
 * How rules look at a domain: down to elements, and at values as they are spelled in XML. What is not there, and what
 * the schema has told of already, is `undefined`, so that a rule goes on to what it knows something about.
 */

const none: readonly Here[] = []

// Rules look at the same elements again and again: what has been seen is kept with the place it was seen from.
interface Looked extends Here {
  seen?: Map<string, readonly Here[]>
}

/** A domain as the place where looking begins. */
export const top = (domain: Node): Here => ({ node: domain, name: domain.element.name })

/** The elements of a field, each with its place. */
export function each(here: Looked | undefined, key: string): readonly Here[] {
  if (!here) return none
  const known = here.seen?.get(key)
  if (known) return known
  const slot = slotOf(here.node, key)
  if (!slot) return none
  const found = look(here, key, slot)
  here.seen ??= new Map()
  here.seen.set(key, found)
  return found
}

function look(here: Here, key: string, slot: Slot): readonly Here[] {
  const field = here.node.element.fields[key]
  const name = field?.name ?? key
  if (isNode(slot.value)) {
    return [{ node: slot.value, name, key, up: here, ...(field?.many && { index: 1 }) }]
  }
  const found: Here[] = []
  for (const [index, node] of valuesOf(slot).entries())
    if (isNode(node)) found.push({ node, name, key, index: index + 1, up: here })
  return found
}

/** The element at the end of a path of keys; the first where there are several. */
export function down(here: Here | undefined, ...keys: readonly string[]): Here | undefined {
  let at = here
  for (const key of keys) at = each(at, key)[0]
  return at
}

/** The devices of one kind. */
export const devices = (domain: Here, kind: string): readonly Here[] =>
  each(down(domain, 'devices'), kind)

/** What an attribute, a text or a leaf says, as it is spelled in XML; rightly spelled, that is. */
export function spelled(here: Here | undefined, key: string): string | undefined {
  const value = here && slotOf(here.node, key)?.value
  if (value === undefined) return undefined
  const codec = here!.node.element.fields[key]?.codec
  const text = codec?.print(value)
  if (text === undefined || !codec!.test(text)) return undefined
  return codec!.collapses ? collapse(text) : text
}

/** The number that an attribute, a text or a leaf says, be it spelled `10` or `0x0a`. */
export function numeric(here: Here | undefined, key: string): number | undefined {
  const text = spelled(here, key)
  const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text)
  return Number.isNaN(value) ? undefined : value
}

/** Does a field say anything? A flag that is off does not. */
export function says(here: Here | undefined, key: string): boolean {
  const slot = here && slotOf(here.node, key)
  return valuesOf(slot).some(value => value !== false)
}

/** Where a field was written, or an element: what a finding says of its place. */
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
    path: fieldPath(here, key, here.node.element.fields[key]),
    origin,
    trail: trailOf(here, key, origin),
    at: here,
  }
}

/** Another place that has to do with a finding. */
export const also = (message: string, here: Here, key?: string) => ({
  message,
  origin: place(here, key).origin!,
  at: here,
})

/** The name of a domain, for messages about several. */
export const nameOf = (domain: Here): string => spelled(domain, 'name') ?? ''

/** The host that a domain says it runs on, and where it says so; `undefined` where it does not. */
export function hostOf(
  domain: Here,
): { readonly name: string; readonly origin: Origin } | undefined {
  const note = domain.node.notes?.findLast(({ kind }) => kind === 'host')
  return typeof note?.value === 'string' ? { name: note.value, origin: note.origin } : undefined
}

// Large enough for any machine, and small enough to list.
const MOST = 65_536

/** The numbers of a set such as `0-3,^1,8`; `undefined` where it is not one. */
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

/** The bytes of a size such as `<size unit='MiB'>4</size>`; `value` names where the number stands. */
export function bytes(size: Here | undefined, value = 'value'): bigint | undefined {
  const number = spelled(size, value)
  if (!size || number === undefined || !/^\s*\d+\s*$/.test(number)) return undefined
  const unit = (
    spelled(size, 'unit') ??
    size.node.element.fields.unit?.default ??
    'b'
  ).toLowerCase()
  const power = unit === 'bytes' || unit === 'byte' ? 0 : EXPONENTS.indexOf(unit[0]!)
  return BigInt(number.trim()) * (/^.b$/.test(unit) ? 1000n : 1024n) ** BigInt(power)
}

/** Tells of every element whose key an earlier one has: `key` gives it, or `undefined` where there is none. */
export function* repeated<K>(
  elements: Iterable<Here>,
  key: (here: Here) => K | undefined,
): Generator<{ readonly here: Here; readonly first: Here; readonly key: K }> {
  const seen = new Map<K, Here>()
  for (const here of elements) {
    const own = key(here)
    if (own === undefined) continue
    const first = seen.get(own)
    if (first) yield { here, first, key: own }
    else seen.set(own, here)
  }
}
