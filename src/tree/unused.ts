import type { Origin } from './origin.ts'

/** A builder that a program made and never used. */
export interface UnusedBuilder {
  /** The call that made it. */
  readonly origin: Origin
  /** The name of its element. */
  readonly element: string
}

/** What is known while programs run. */
export interface Tracking {
  /** Whether several programs run at the same time, so that their builders cannot be told apart. */
  readonly isShared: boolean
}

let tracking: { readonly unused: Map<number, UnusedBuilder>; isShared: boolean } | undefined
let runs = 0
let lastId = 0

// The newest builder, if it is unused. The next call uses most builders, so few get into the map.
let newest = 0
let newestOrigin: Origin | undefined
let newestElement = ''

/** Starts to track which builders are unused. */
export function track(): Tracking {
  runs++
  if (tracking) tracking.isShared = true
  else tracking = { unused: new Map(), isShared: false }
  return tracking
}

/** Stops to track them. */
export function untrack(): void {
  runs--
  if (runs > 0) return
  tracking = undefined
  newest = 0
  newestOrigin = undefined
}

/**
 * The builders that are unused until now. A builder is used when a method is called on it, when another builder takes it, or
 * when it is collected.
 */
export function unusedNow(): readonly UnusedBuilder[] {
  flush()
  return [...(tracking?.unused.values() ?? [])]
}

/** Tracks a new builder, and returns its number; 0 if no program runs. */
export function made(origin: Origin, element: string): number {
  if (tracking === undefined) return 0
  flush()
  newest = ++lastId
  newestOrigin = origin
  newestElement = element
  return newest
}

/** Tracks that the builder of a number is used. */
export function used(builder: number): void {
  if (tracking === undefined || builder === 0) return
  if (builder === newest) newest = 0
  else if (tracking.unused.size > 0) tracking.unused.delete(builder)
}

function flush(): void {
  if (newest !== 0) tracking?.unused.set(newest, { origin: newestOrigin!, element: newestElement })
  newest = 0
}
