import type { Here } from './here.ts'
import { also, nameOf } from './look.ts'

/** The domain that came first with something that is one domain's alone, and where it has it. */
export interface First {
  readonly owner: string
  readonly also: ReturnType<typeof also>
}

/** Who came first with what. Of a domain no more is kept than it takes to tell of it. */
export class Firsts<K> {
  readonly #seen = new Map<K, First>()

  /** The first with this key, if that is another domain; if there is none, this one is the first. */
  before(key: K, domain: Here, here: Here, field?: string): First | undefined {
    const owner = nameOf(domain)
    const first = this.#seen.get(key)
    // A second domain of one name is told by its name.
    if (first) return first.owner === owner ? undefined : first
    this.#seen.set(key, { owner, also: kept(also('the first is here', here, field), here) })
    return undefined
  }
}

/** Another place to tell of later: without the element, which only waivers make worth keeping. */
export function kept(told: ReturnType<typeof also>, here: Here): ReturnType<typeof also> {
  for (let up: Here | undefined = here; up; up = up.up) if (up.node.notes) return told
  return { message: told.message, origin: told.origin }
}
