import type { Origin } from './origin.ts'

/**
 * The builders that a run of a program made and never used: the call that made each, and the name of its element. A
 * builder is used when a method is called on it, when another builder takes it, or when it is collected.
 */
export type Unused = ReadonlyMap<Origin, string>

/** What is known while programs run. */
export interface Tracking {
  /** Whether several programs run at the same time, so that their builders cannot be told apart. */
  readonly isShared: boolean
}

let tracking: { readonly unused: Map<Origin, string>; isShared: boolean } | undefined
let runs = 0

// The newest builder. Most builders are used by the very next call, and never get into the map.
let newest: Origin | undefined
let newestElement = ''

/** Starts to remember which builders are unused. */
export function track(): Tracking {
  runs++
  if (tracking) tracking.isShared = true
  else tracking = { unused: new Map(), isShared: false }
  return tracking
}

/** Stops to remember them. */
export function untrack(): void {
  runs--
  if (runs > 0) return
  tracking = undefined
  newest = undefined
}

/** The builders that are unused until now. */
export function unusedNow(): Unused {
  flush()
  return new Map(tracking?.unused)
}

/** Notes that a call made a builder. */
export function made(by: Origin, element: string): void {
  if (tracking === undefined) return
  flush()
  newest = by
  newestElement = element
}

/** Notes that the builder of a call is used. */
export function used(by: Origin): void {
  if (tracking === undefined) return
  if (by === newest) newest = undefined
  else if (tracking.unused.size > 0) tracking.unused.delete(by)
}

function flush(): void {
  if (newest !== undefined) tracking?.unused.set(newest, newestElement)
  newest = undefined
}
