import { fileURLToPath } from 'node:url'

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

// vmc's own frames (src/ in its tests, dist/ in the package) say nothing to the person who wrote the program.
const OWN = new URL('..', import.meta.url).href

/** The places of an origin in the person's own files: the innermost first, then who called it. */
export function places(origin: Origin): readonly Place[] {
  if ('line' in origin) return [origin]
  return framesOf(origin.stack)
}

/** The frames of a stack as text that lie in a person's own files. */
export function framesOf(stack: string): readonly Place[] {
  const found: Place[] = []
  for (const frame of stack.split('\n')) {
    const at =
      /^\s+at (?:.*?\()?(?:async )?((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/.exec(frame)
    if (!at) continue
    const url = at[1]!
    const file = (url.startsWith('file:') ? fileURLToPath(url) : url).replace(/\?.*$/, '')
    if (isOwn(file)) continue
    found.push({ file, line: Number(at[2]), column: Number(at[3]) })
  }
  return found
}

const ownFolder = fileURLToPath(OWN)
const isOwn = (file: string): boolean => file.startsWith(ownFolder)
