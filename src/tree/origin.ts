import { framesOf } from './stack.ts'

/** A place in a file; lines and columns count from 1. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A call in a program: V8 keeps the frames and formats them only when `stack` is read, which is the costly part. */
export interface Call {
  readonly stack: string
}

/**
 * Where something was written: a call in a program, or a place in an XML file. A number is a call that was only counted:
 * the so-and-so-manieth of a run, for the program to be asked about if there is something to tell.
 */
export type Origin = Call | Place | number

// Enough to get from a value made in a helper to the line that called the helper, through one more level of sharing.
const FRAMES = 6

/** Remembers who called `below`, the public function a person used. */
export function capture(below: (...args: never[]) => unknown): Origin {
  if (recording === undefined) return captureNow(below)
  const nth = ++recording.calls
  if (nth > recording.most && !recording.asked.has(nth)) return nth
  const call = captureNow(below)
  if (recording.asked.has(nth)) recording.found.set(nth, call)
  return call
}

/** The same, whatever is recorded: for the few calls of which it matters whether they are one. */
export function captureNow(below: (...args: never[]) => unknown): Call {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = FRAMES
  const call = {}
  Error.captureStackTrace(call, below)
  Error.stackTraceLimit = limit
  return call as Call
}

/** The calls of a program from a moment on. */
export interface Recording {
  /** How many there were so far. */
  calls: number
  /** So many, the first, are captured. Capturing one takes as long as everything else that a call does, three times over. */
  most: number
  /** Those that are captured beside. */
  readonly asked: ReadonlySet<number>
  readonly found: Map<number, Call>
}

let recording: Recording | undefined

/**
 * Captures the first calls from now on and those asked for, and only counts the others, until it is stopped. Where two
 * are made at once the calls of both are captured, for they cannot be told apart.
 */
export function record(most: number, asked: Iterable<number> = []): Recording {
  const own = { calls: 0, most, asked: new Set(asked), found: new Map<number, Call>() }
  if (recording) recording.most = Number.POSITIVE_INFINITY
  else recording = own
  return own
}

/** Ends a recording: from now on every call is captured. */
export function stop(own: Recording): void {
  if (recording === own) recording = undefined
}

/** Is this a call in a program, be it captured or only counted? */
export const isCall = (origin: Origin): origin is Call | number =>
  typeof origin === 'number' || 'stack' in origin

/** The places of an origin in the person's own files: the innermost first, then who called it. */
export function places(origin: Origin): readonly Place[] {
  if (typeof origin === 'number') return []
  return 'line' in origin ? [origin] : framesOf(origin.stack)
}
