import { readOr } from '../../diagnostics/thrown.ts'
import { template } from '../../dsl/builder.ts'
import { nodeOf } from '../../dsl/normalise.ts'
import { domain } from '../../schema/domain/domain.ts'
import type { Node } from '../../tree/node.ts'
import type { Origin } from '../../tree/origin.ts'
import { ProgramStopped } from './exit-guard.ts'

/** An exported value that is not a domain, although vmc expects a domain at this position of the exports. */
export interface NonDomain {
  /** The path from the exports to the value: `default[3]`. */
  readonly path: string
  readonly value: unknown
}

/**
 * The result of searching a program's exports: the number of domains, and the values that are not domains although vmc expects
 * domains at their positions.
 */
export interface Collected {
  readonly domains: number
  readonly nonDomains: readonly NonDomain[]
}

/**
 * Finds the domains in the exports of a module, and passes each domain to `take` as soon as it is found. Domains can be in
 * lists, records, iterables and promises. The default export can be a function that returns domains. A named export without
 * domains is ignored, because it may be a helper. A domain that is exported twice is passed twice.
 */
export async function collect(
  exports: Readonly<Record<string, unknown>>,
  take: (domain: Node) => void,
): Promise<Collected> {
  let domains = 0
  const nonDomains: NonDomain[] = []
  for (const [name, value] of Object.entries(exports)) {
    const isDefault = name === 'default'
    const found = new Collector(take)
    // A factory of libvmc, such as `domain`, is not called, because it needs arguments.
    const isCalled = isDefault && typeof value === 'function' && !(template in value)
    await found.visit(isCalled ? await value() : value, name)
    domains += found.domains
    if (isDefault || found.domains > 0) for (const one of found.nonDomains) nonDomains.push(one)
  }
  return { domains, nonDomains }
}

// The maximum number of values of a generator. A generator that yields more values is treated as endless.
const MAX_DOMAINS = 1_000_000

class Collector {
  domains = 0
  readonly nonDomains: NonDomain[] = []
  readonly #take: (domain: Node) => void
  // Visited values are stored in a set, because a record that contains itself would cause endless recursion.
  readonly #seen = new Set<unknown>()

  constructor(take: (domain: Node) => void) {
    this.#take = take
  }

  /** Visits an exported value. Returns a promise only if the value is a promise or contains promises. */
  visit(value: unknown, path: string): Promise<void> | undefined {
    if (isThenable(value)) return Promise.resolve(value).then(settled => this.visit(settled, path))
    const node = nodeOf(value)
    if (node?.element.name === domain.name) {
      this.domains++
      this.#take(node)
    } else if (node || typeof value !== 'object' || value === null) {
      this.nonDomains.push({ path, value })
    } else if (!this.#seen.has(value)) {
      this.#seen.add(value)
      return this.#visitAll(value, path)
    }
    return undefined
  }

  async #visitAll(value: object, path: string): Promise<void> {
    let index = 0
    const next = (item: unknown): Promise<void> | undefined => {
      if (index === MAX_DOMAINS)
        throw new ProgramStopped('unsettled', `${path} yields more than ${MAX_DOMAINS} values`)
      return this.visit(item, `${path}[${index++}]`)
    }
    if (Symbol.asyncIterator in value) {
      for await (const item of value as AsyncIterable<unknown>) await next(item)
    } else if (Symbol.iterator in value) {
      // If a program exports a Map, its domains are the values of the Map, not its entries.
      for (const item of value instanceof Map ? value.values() : (value as Iterable<unknown>)) {
        const wait = next(item)
        if (wait) await wait
      }
    } else if (isRecord(value)) {
      for (const [key, item] of Object.entries(value)) await this.visit(item, `${path}.${key}`)
    } else this.nonDomains.push({ path, value })
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

function isRecord(value: object): boolean {
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/**
 * Describes an exported value that is not a domain, for a message. If the value is a builder, the origin is the location of the
 * call that made the builder. The origin and the help text are set only if they are known.
 */
export function describeNonDomain({ value }: NonDomain): {
  readonly description: string
  readonly origin?: Origin
  readonly help?: string
} {
  const node = readOr(() => nodeOf(value), undefined)
  // A program can pass an object that looks like a node but is not a node. The element of such an object may have no name.
  const name: unknown = node?.element.name
  if (node && typeof name === 'string') {
    return {
      description: `a <${name}>`,
      origin: node.origin,
      help: `add the device to a domain: .${name}(…)`,
    }
  }
  if (typeof value === 'function' && template in value)
    return {
      description: 'a function of libvmc',
      help: "call the function: export default domain('fv0').hvm().memory(GiB(2))",
    }
  if (typeof value === 'function')
    return { description: 'a function', help: 'call the function, and export its result' }
  if (value === null || value === undefined)
    return {
      description: 'empty',
      help: 'export a domain, or return one from the exported function',
    }
  if (typeof value === 'object') {
    const name: unknown = readOr(() => value.constructor.name, undefined)
    const description =
      typeof name === 'string' && name ? `an object of class ${name}` : 'an object'
    return { description }
  }
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return { description: `the ${typeof value} ${text}` }
}
