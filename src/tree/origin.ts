import { framesOf } from './stack.ts'

/** A location in a file; lines and columns count from 1. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** A call in a program. V8 keeps the frames and formats them only when `stack` is read, which is the costly part. */
export interface Call {
  readonly stack: string
}

/** Where something was written: a call in a program, or a location in an XML file. */
export type Origin = Call | Location

// This number of stack frames is enough to get from a value made in a helper to the line that called the helper, even through a second helper.
const FRAMES = 6

/** Captures the call of `below`, the public function that the program called, unless a recording has reached its limit. */
export function capture(below: (...args: never[]) => unknown): Call {
  return recording?.isFull() ? recording.notCaptured : captureNow(below)
}

/** Captures the call of `below` even beyond the limit: for calls that the build compares with each other. */
export function captureNow(below: (...args: never[]) => unknown): Call {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = FRAMES
  const call = {}
  Error.captureStackTrace(call, below)
  Error.stackTraceLimit = limit
  return call as Call
}

/** Captures the first calls of a program. Capturing a call takes three times as long as the rest of the call. */
export class Recording {
  /** The origin of every call that was not captured. It has no location. */
  readonly notCaptured: Call
  #limit: number
  #calls = 0
  #isMissing = false

  constructor(limit: number) {
    this.#limit = limit
    const miss = (): void => {
      this.#isMissing = true
    }
    this.notCaptured = {
      get stack() {
        miss()
        return ''
      },
    }
  }

  /** Whether something, such as a diagnostic, needed the location of a call that was not captured. */
  get isMissing(): boolean {
    return this.#isMissing
  }

  /** Counts a call, and returns whether the limit was reached before it. */
  isFull(): boolean {
    return this.#calls++ >= this.#limit
  }

  /** Captures all calls from now on. */
  captureAll(): void {
    this.#limit = Number.POSITIVE_INFINITY
  }
}

let recording: Recording | undefined

/**
 * Captures the first calls from now on until `stop`. If two programs run at the same time, all their calls are captured,
 * because vmc does not know which program made a call.
 */
export function record(limit: number): Recording {
  if (recording === undefined) {
    recording = new Recording(limit)
    return recording
  }
  recording.captureAll()
  return new Recording(limit)
}

/** Ends a recording: from now on every call is captured. */
export function stop(own: Recording): void {
  if (recording === own) recording = undefined
}

/** Whether an origin is a call in a program. */
export const isCall = (origin: Origin): origin is Call => 'stack' in origin

/** The locations of an origin in the user's own files: the innermost first, then its callers. */
export function locationsOf(origin: Origin): readonly Location[] {
  return isCall(origin) ? framesOf(origin.stack) : [origin]
}
