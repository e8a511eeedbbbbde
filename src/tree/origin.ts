import { framesOf, readStack } from './stack.ts'

/** A location in a file. Lines and columns start at 1. */
export interface Location {
  readonly file: string
  readonly line: number
  readonly column: number
}

/**
 * The place in a program where a function was called, as a stack trace. V8 formats the stack trace only when `stack` is read,
 * because formatting is slow.
 */
export interface Call {
  readonly stack: string
}

/** Where an element or value comes from: a call in a program, or a location in an XML file. */
export type Origin = Call | Location

// The number of stack frames that are captured. It is sufficient to find the line that calls a helper function, even with a
// second helper in between.
const FRAMES = 6

/**
 * Captures the stack trace of a call. `below` is the function that the program called. If the recording has reached its limit,
 * no stack trace is captured.
 */
export function capture(below: (...args: never[]) => unknown): Call {
  return recording?.isFull() ? recording.notCaptured : captureNow(below)
}

/**
 * Captures the stack trace of a call of `below` even if the recording has reached its limit. The build uses it for calls whose
 * locations it compares with each other.
 */
export function captureNow(below: (...args: never[]) => unknown): Call {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = FRAMES
  const call = {}
  Error.captureStackTrace(call, below)
  Error.stackTraceLimit = limit
  return call as Call
}

/**
 * Limits the number of calls of a program for which a stack trace is captured, because capturing a stack trace takes three
 * times as long as the rest of the call.
 */
export class Recording {
  /** The origin of all calls whose stack trace is not captured. It contains no location. */
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

  /** Whether the location of a call was needed, for example for a diagnostic, although its stack trace was not captured. */
  get isMissing(): boolean {
    return this.#isMissing
  }

  /** Counts a call, and returns whether the limit had already been reached before this call. */
  isFull(): boolean {
    return this.#calls++ >= this.#limit
  }

  /** Captures the stack traces of all calls from now on. */
  captureAll(): void {
    this.#limit = Number.POSITIVE_INFINITY
  }
}

let recording: Recording | undefined

/**
 * Starts a recording that captures the stack traces of the first `limit` calls. The recording ends with `stop`. If two programs
 * run at the same time, all stack traces are captured, because vmc does not know which program made a call.
 */
export function record(limit: number): Recording {
  if (recording === undefined) {
    recording = new Recording(limit)
    return recording
  }
  recording.captureAll()
  return new Recording(limit)
}

/** Ends a recording. After that, every call is captured with its stack trace. */
export function stop(own: Recording): void {
  if (recording === own) recording = undefined
}

/** Whether an origin is a call in a program. */
export const isCall = (origin: Origin): origin is Call => 'stack' in origin

/**
 * Returns the locations in the user's own files to which an origin leads. The innermost location comes first, followed by its
 * callers.
 */
export function locationsOf(origin: Origin): readonly Location[] {
  return isCall(origin) ? framesOf(readStack(() => origin.stack)) : [origin]
}
