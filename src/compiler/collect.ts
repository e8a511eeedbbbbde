import { nodeOf } from '../dsl/normalise.ts'
import { domain } from '../schema/domain.ts'
import type { Node } from '../tree/node.ts'
import type { Origin } from '../tree/origin.ts'
import { Stop } from './guard.ts'

/** A value among the domains that a program exports which is none, and the way to it: `default[3]`. */
export interface Stray {
  readonly path: string
  readonly value: unknown
}

/** What a program exports. */
export interface Collected {
  readonly domains: readonly Node[]
  readonly strays: readonly Stray[]
}

/**
 * Finds the domains among the exports of a module: builders, lists, records, iterables and promises of them, and the
 * default function's result. Named functions are helpers, and so is whatever else is exported by name and holds no
 * domain at all. A domain that is exported twice is one domain.
 */
export async function collect(exports: Readonly<Record<string, unknown>>): Promise<Collected> {
  const domains = new Set<Node>()
  const strays: Stray[] = []
  for (const [name, value] of Object.entries(exports)) {
    const isDefault = name === 'default'
    const found = new Finds()
    await found.visit(isDefault && typeof value === 'function' ? await value() : value, name)
    for (const node of found.domains) domains.add(node)
    if (isDefault || (found.domains.length > 0 && found.strays.length > 0))
      strays.push(...found.strays)
  }
  return { domains: [...domains], strays }
}

// More than any host will run: a generator that gets here does not end.
const MOST = 100_000

class Finds {
  readonly domains: Node[] = []
  readonly strays: Stray[] = []
  // A record may hold itself.
  readonly #seen = new Set<unknown>()

  async visit(given: unknown, path: string): Promise<void> {
    const value = isThenable(given) ? await given : given
    const node = nodeOf(value)
    if (node?.element.name === domain.name) this.domains.push(node)
    else if (node || typeof value !== 'object' || value === null) this.strays.push({ path, value })
    else if (!this.#seen.has(value)) {
      this.#seen.add(value)
      await this.#visitAll(value, path)
    }
  }

  async #visitAll(value: object, path: string): Promise<void> {
    if (Symbol.asyncIterator in value || Symbol.iterator in value) {
      let index = 0
      for await (const item of value as AsyncIterable<unknown> | Iterable<unknown>) {
        if (index === MOST) throw new Stop('unsettled', `${path} gives domains without end`)
        // A Map gives pairs: its keys name the domains, its values are they.
        const one = value instanceof Map ? (item as [unknown, unknown])[1] : item
        await this.visit(one, `${path}[${index++}]`)
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
