import type { Origin } from './origin.ts'

/** A builder that a program has created but not used. */
export interface UnusedBuilder {
  /** The call that created the builder. */
  readonly origin: Origin
  /** The name of the element that the builder describes. */
  readonly element: string
}

/** The state of tracking unused builders, as `track()` returns it. The state changes while programs run. */
export interface Tracking {
  /** Whether several programs run at the same time. vmc then does not know which of them created a builder. */
  readonly isShared: boolean
}

let tracking: { readonly unused: Map<number, UnusedBuilder>; isShared: boolean } | undefined
let runs = 0
let lastId = 0

// The newest builder that is unused. It is stored in a variable and not in the map, because usually the next call already uses
// it.
let newest = 0
let newestOrigin: Origin | undefined
let newestElement = ''

/** Starts to record builders that programs create but do not use. */
export function track(): Tracking {
  runs++
  if (tracking) tracking.isShared = true
  else tracking = { unused: new Map(), isShared: false }
  return tracking
}

/** Records the end of a program. After the last program ends, vmc no longer records which builders are unused. */
export function untrack(): void {
  runs--
  if (runs > 0) return
  tracking = undefined
  newest = 0
  newestOrigin = undefined
}

/**
 * Returns the builders that are not used yet. A builder is used if a program calls one of its methods, passes it to another
 * builder, or exports it.
 */
export function unusedNow(): readonly UnusedBuilder[] {
  flush()
  return [...(tracking?.unused.values() ?? [])]
}

/** Records a new builder and returns its number. The number is 0 if no program is running. */
export function made(origin: Origin, element: string): number {
  if (tracking === undefined) return 0
  flush()
  newest = ++lastId
  newestOrigin = origin
  newestElement = element
  return newest
}

/** Marks the builder with the given number as used. */
export function used(builder: number): void {
  if (tracking === undefined || builder === 0) return
  if (builder === newest) newest = 0
  else if (tracking.unused.size > 0) tracking.unused.delete(builder)
}

function flush(): void {
  if (newest !== 0) tracking?.unused.set(newest, { origin: newestOrigin!, element: newestElement })
  newest = 0
}
