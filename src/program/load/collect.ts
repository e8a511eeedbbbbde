import { nodeOf } from '../../dsl/normalise.ts'
import { domain } from '../../schema/domain/domain.ts'
import type { Node } from '../../tree/node.ts'
import type { Origin } from '../../tree/origin.ts'
import { Stop } from './guard.ts'

/** A value among the domains that a program exports which is none, and the way to it: `default[3]`. */
export interface Stray {
  readonly path: string
  readonly value: unknown
}

/** What a program exports: how many domains, and what is none. */
export interface Collected {
  readonly domains: number
  readonly strays: readonly Stray[]
}

/**
 * Finds the domains among the exports of a module, and gives each to `take` as it comes: builders, lists, records, iterables
 * and promises of them, and the default function's result. Named functions are helpers, and so is whatever else is exported
 * by name and holds no domain at all. A domain that is exported twice is given twice.
 */
export async function collect(
  exports: Readonly<Record<string, unknown>>,
  take: (domain: Node) => void,
): Promise<Collected> {
  let domains = 0
  const strays: Stray[] = []
  for (const [name, value] of Object.entries(exports)) {
    const isDefault = name === 'default'
    const found = new Finds(take)
    await found.visit(isDefault && typeof value === 'function' ? await value() : value, name)
    domains += found.domains
    if (isDefault || (found.domains > 0 && found.strays.length > 0)) strays.push(...found.strays)
  }
  return { domains, strays }
}

// More than any host will run: a generator that gets here does not end.
const MOST = 1_000_000

class Finds {
  domains = 0
  readonly strays: Stray[] = []
  readonly #take: (domain: Node) => void
  // A record may hold itself.
  readonly #seen = new Set<unknown>()

  constructor(take: (domain: Node) => void) {
    this.#take = take
  }

  /** Looks at a value. There is a promise to wait for only where the value is one, or has some in it. */
  visit(value: unknown, path: string): Promise<void> | undefined {
    if (isThenable(value)) return Promise.resolve(value).then(settled => this.visit(settled, path))
    const node = nodeOf(value)
    if (node?.element.name === domain.name) {
      this.domains++
      this.#take(node)
    } else if (node || typeof value !== 'object' || value === null) {
      this.strays.push({ path, value })
    } else if (!this.#seen.has(value)) {
      this.#seen.add(value)
      return this.#visitAll(value, path)
    }
    return undefined
  }

  async #visitAll(value: object, path: string): Promise<void> {
    let index = 0
    const next = (item: unknown): Promise<void> | undefined => {
      if (index === MOST) throw new Stop('unsettled', `${path} gives domains without end`)
      return this.visit(item, `${path}[${index++}]`)
    }
    if (Symbol.asyncIterator in value) {
      for await (const item of value as AsyncIterable<unknown>) await next(item)
    } else if (Symbol.iterator in value) {
      // A Map gives pairs: its keys name the domains, its values are they.
      for (const item of value instanceof Map ? value.values() : (value as Iterable<unknown>)) {
        const wait = next(item)
        if (wait) await wait
      }
    } else if (isRecord(value)) {
      for (const [key, item] of Object.entries(value)) await this.visit(item, `${path}.${key}`)
    } else this.strays.push({ path, value })
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

function isRecord(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/** What a stray is, for a message; where it was made and what to do with it, if that is known. */
export function describeStray({ value }: Stray): {
  readonly what: string
  readonly origin?: Origin
  readonly help?: string
} {
  const node = nodeOf(value)
  if (node) {
    const { name } = node.element
    return { what: `a <${name}>`, origin: node.origin, help: `put it into one: .${name}(…)` }
  }
  if (typeof value === 'function') return { what: 'a function', help: 'call it' }
  if (value === null || value === undefined) return { what: String(value) }
  if (typeof value === 'object') return { what: `an object of class ${value.constructor?.name}` }
  return {
    what: `the ${typeof value} ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  }
}
