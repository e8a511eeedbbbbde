import type { Field } from '../schema/core/element.ts'
import { InvalidValue, isNode, type Node, type Scalar, type Value } from './node.ts'
import { walk } from './walk.ts'

/*
 * Most domains of a fleet have the same elements and the same keywords, such as types, models and buses. The elements and
 * keywords form the fingerprint of a domain. Domains with the same fingerprint differ only in their own values: names, paths,
 * addresses and numbers. The checks, the rules and the XML writer cache results by fingerprint. For the next domain with the
 * same fingerprint, they look only at its own values.
 */

/** Stands for everything that several similar domains have in common. vmc stores cached results under a fingerprint. */
export interface Fingerprint {
  /** Whether the domain or one of its elements has a note. A note is a setting for vmc that is not written to the XML. */
  readonly isNoted: boolean
}

/** The fingerprint of a domain, and the values that are not part of the fingerprint, in the order of the fields. */
export interface Match {
  readonly fingerprint: Fingerprint
  readonly values: readonly Scalar[]
}

/**
 * One item of the sequence that identifies a fingerprint: a key, a keyword, the length of a list, or one of the following
 * negative numbers.
 */
type Token = string | number | boolean
const INNER = -1
const END = -2
const NOTES = -3
const MADE = -4
const NUMBER = -5
const TEXT = -6

/**
 * A node in the prefix tree of all fingerprints. It stores the branch that the last domain took, because most domains of a
 * fleet take the same branch.
 */
class Step {
  /** The field that the schema has for a key, or `null` if the schema has no such field. */
  field: Field | null | undefined
  fingerprint: Fingerprint | undefined
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

// The maximum number of stored fingerprints. The domains of a program usually have only a few different fingerprints, but in a
// folder of unrelated documents, each domain can have its own.
const MAX_FINGERPRINTS = 1000

/** The fingerprints of all domains that were passed to `match`. */
export class FingerprintIndex {
  #root = new Step()
  #count = 0

  /**
   * Returns the fingerprint of a domain and the values that are not part of it, if an earlier domain has the same fingerprint.
   * Returns `undefined` for the first domain with a fingerprint, and for a domain with raw XML or invalid values.
   */
  match(domain: Node): Match | undefined {
    const values: Scalar[] = []
    const end = follow(domain, this.#root, values, true)
    if (!end) return undefined
    if (end.fingerprint) return { fingerprint: end.fingerprint, values }
    if (this.#count++ === MAX_FINGERPRINTS) {
      this.#root = new Step()
      this.#count = 0
    } else end.fingerprint = { isNoted: isNoted(domain) }
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
  const { element, fields, extra, notes, made, invalid } = node
  if (extra || invalid) return undefined
  let step = notes ? from.to(NOTES) : from
  if (made) step = step.to(MADE)
  for (const key in fields) {
    const at = step.to(key)
    if (at.field === undefined) at.field = element.fields[key] ?? null
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
    if (typeof value !== 'number' && (value === at.token || isStructural(field, value, isDomain)))
      return at.to(value)
    values.push(value)
    return at.to(typeof value === 'number' ? NUMBER : TEXT)
  }
  if (isNode(value)) return follow(value, at.to(INNER), values, false)
  if (value instanceof InvalidValue) return undefined
  const list = value as readonly (Scalar | Node | InvalidValue)[]
  let step: Step | undefined = at.to(list.length)
  for (const one of list) {
    step = followValue(one, field, step, values, isDomain)
    if (!step) return undefined
  }
  return step
}

/**
 * Whether a value is part of the fingerprint. A word without digits is part of the fingerprint. A word with a digit, such as
 * `br17`, usually is a name that differs between domains, and is not part of it. Words with a digit that the codec of the field
 * suggests, such as `q35`, are part of the fingerprint. In the domain element itself, only words from closed lists are part of
 * the fingerprint.
 */
export const isStructural = ({ codec }: Field, value: Scalar, isDomain: boolean): boolean =>
  typeof value === 'boolean' ||
  (typeof value === 'string' &&
    (codec?.values !== undefined ||
      (!isDomain && (WORD.test(value) || codec?.suggestions?.includes(value) === true))))

const WORD = /^[a-z][a-z_.+-]{0,15}$/i

/**
 * Returns a copy of a domain in which a function replaces each value that is not part of the fingerprint. The function receives
 * the path of the value: `devices/disk[1]/source/file`.
 */
export function mapOwnValues(
  domain: Node,
  change: (value: Scalar, field: Field, path: string) => Scalar,
): Node {
  const inNode = (node: Node, path: string, isDomain: boolean): Node => {
    const fields = Object.entries(node.fields).map(([key, slot]) => {
      const field = node.element.fields[key]!
      const inValue = (one: Scalar | Node | InvalidValue, at: string) =>
        isNode(one)
          ? inNode(one, `${at}/`, false)
          : one instanceof InvalidValue || isStructural(field, one, isDomain)
            ? one
            : change(one, field, at)
      const { value } = slot
      const changed = Array.isArray(value)
        ? value.map((one, index) => inValue(one, `${path}${key}[${index + 1}]`))
        : inValue(value as Scalar | Node | InvalidValue, `${path}${key}${field.many ? '[1]' : ''}`)
      return [key, { ...slot, value: changed }]
    })
    return { ...node, fields: Object.fromEntries(fields) }
  }
  return inNode(domain, '', true)
}
