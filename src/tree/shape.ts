import type { Field } from '../schema/core/element.ts'
import { lookup } from '../schema/core/lookup.ts'
import { isNode, Misfit, type Node, type Scalar, type Value } from './node.ts'
import { walk } from './walk.ts'

/*
 * The domains of a fleet are alike: they have the same parts, and the same words in them, such as types, models and buses.
 * What each has for itself are a few values: its name, paths, addresses, numbers. What is once known of a shape, whoever
 * works it out, need not be worked out again for the next domain of that shape.
 */

/** What alike domains share: little more than a key for what is known of them. */
export interface Shape {
  /** Does the program note something of such a domain, or of an element in it? */
  readonly isNoted: boolean
}

/** A domain as its shape, and the values that it has for itself, in the order of its fields. */
export interface Likeness {
  readonly shape: Shape
  readonly values: readonly Scalar[]
}

/** What stands in a shape: keys, words, the lengths of lists, and for what is neither a number below zero. */
type Token = string | number | boolean
const INNER = -1
const END = -2
const NOTES = -3
const MADE = -4
const NUMBER = -5
const TEXT = -6

/** What has been seen of a shape so far; each token leads on. Fleets mostly take the way that the last domain took. */
class Step {
  /** The field of a key; `null` where the element has none. */
  field: Field | null | undefined
  shape: Shape | undefined
  token: Token | undefined
  #next: Step | undefined
  #others: Map<Token, Step> | undefined

  to(token: Token): Step {
    return token === this.token ? this.#next! : this.#turn(token)
  }

  #turn(token: Token): Step {
    const next = this.#others?.get(token) ?? new Step()
    if (this.token !== undefined) {
      this.#others ??= new Map([[this.token, this.#next!]])
      this.#others.set(token, next)
    }
    this.token = token
    this.#next = next
    return next
  }
}

// Enough for any fleet; a folder of documents may have no two alike.
const MOST = 1000

/** The shapes of the domains that have come so far. */
export class Shapes {
  #root = new Step()
  #count = 0

  /** The likeness of a domain to an earlier one. The first of its shape has none, nor has one with parts that no field describes. */
  likenessOf(domain: Node): Likeness | undefined {
    const values: Scalar[] = []
    const end = follow(domain, this.#root, values, true)
    if (!end) return undefined
    if (end.shape) return { shape: end.shape, values }
    if (this.#count++ === MOST) {
      this.#root = new Step()
      this.#count = 0
    } else end.shape = { isNoted: isNoted(domain) }
    return undefined
  }
}

function isNoted(domain: Node): boolean {
  let found = false
  walk(domain, ({ notes }) => {
    if (notes) found = true
  })
  return found
}

function follow(node: Node, from: Step, values: Scalar[], isDomain: boolean): Step | undefined {
  const { element, fields, extra, notes, made } = node
  if (extra) return undefined
  let step = notes ? from.to(NOTES) : from
  if (made) step = step.to(MADE)
  for (const key in fields) {
    const at = step.to(key)
    if (at.field === undefined) at.field = lookup(element.fields, key) ?? null
    const next = at.field && followValue(fields[key]!.value, at.field, at, values, isDomain)
    if (!next) return undefined
    step = next
  }
  return step.to(END)
}

function followValue(
  value: Value,
  field: Field,
  at: Step,
  values: Scalar[],
  isDomain: boolean,
): Step | undefined {
  if (typeof value !== 'object') {
    if (typeof value !== 'number' && (value === at.token || isShared(field, value, isDomain)))
      return at.to(value)
    values.push(value)
    return at.to(typeof value === 'number' ? NUMBER : TEXT)
  }
  if (isNode(value)) return follow(value, at.to(INNER), values, false)
  if (value instanceof Misfit) return undefined
  const list = value as readonly (Scalar | Node | Misfit)[]
  let step: Step | undefined = at.to(list.length)
  for (const one of list) {
    step = followValue(one, field, step, values, isDomain)
    if (!step) return undefined
  }
  return step
}

/** Is a value part of the shape? A word is; a domain itself has but those of closed lists. */
export const isShared = (field: Field, value: Scalar, isDomain: boolean): boolean =>
  typeof value === 'boolean' ||
  (typeof value === 'string' &&
    (field.codec?.values !== undefined || (!isDomain && WORD.test(value))))

const WORD = /^[a-z][\w.+-]{0,15}$/i

/**
 * The same domain with something else in place of each value that it has for itself. The path is that of the keys,
 * `devices/disk[1]/source/file`.
 */
export function mapOwn(
  domain: Node,
  change: (value: Scalar, field: Field, path: string) => Scalar,
): Node {
  const inNode = (node: Node, path: string, isDomain: boolean): Node => {
    const fields = Object.entries(node.fields).map(([key, slot]) => {
      const field = node.element.fields[key]!
      const inValue = (one: Scalar | Node | Misfit, at: string) =>
        isNode(one)
          ? inNode(one, `${at}/`, false)
          : one instanceof Misfit || isShared(field, one, isDomain)
            ? one
            : change(one, field, at)
      const { value } = slot
      const changed = Array.isArray(value)
        ? value.map((one, index) => inValue(one, `${path}${key}[${index + 1}]`))
        : inValue(value as Scalar | Node | Misfit, `${path}${key}${field.many ? '[1]' : ''}`)
      return [key, { ...slot, value: changed }]
    })
    return { ...node, fields: Object.fromEntries(fields) }
  }
  return inNode(domain, '', true)
}
