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

/** Where something was written: a call in a program, or a place in an XML file. */
export type Origin = Call | Place

// Enough to get from a value made in a helper to the line that called the helper, through one more level of sharing.
const FRAMES = 6

/** Remembers who called `below`, the public function a person used. */
export function capture(below: (...args: never[]) => unknown): Origin {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = FRAMES
  const call = {}
  Error.captureStackTrace(call, below)
  Error.stackTraceLimit = limit
  return call as Call
}

/** The places of an origin in the person's own files: the innermost first, then who called it. */
export function places(origin: Origin): readonly Place[] {
  return 'line' in origin ? [origin] : framesOf(origin.stack)
}
