import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A location in a stack trace. Lines and columns start at 1. */
export interface Frame {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly function?: string
}

/**
 * Reads a stack trace as Node writes it. Test runners such as vitest write stack traces themselves, and do not apply the source
 * maps of programs. A stack trace is written when `stack` is read for the first time.
 */
export function readStack<T>(read: () => T): T {
  const { prepareStackTrace } = Error
  // Reflect.set() is used, because an assignment would throw an error if the program has frozen Error.
  Reflect.set(Error, 'prepareStackTrace', undefined)
  try {
    return read()
  } finally {
    Reflect.set(Error, 'prepareStackTrace', prepareStackTrace)
  }
}

// The folder of vmc's own code: `dist/` in the published package, `src/` in a checkout.
const own = fileURLToPath(new URL('..', import.meta.url))
// The folders with the code of vmc that runs user programs.
const runners = ['program', 'build'].map(folder => join(own, folder, sep))

const frame =
  /^ +at (?!.*\beval at )(?:async )?(?:(.*?) \()?((?:file:|\/|[a-z]:[\\/]).*?):(\d+):(\d+)\)?$/gim

/**
 * The frames of a stack trace that are in the user's program, innermost first. Frames in Node, libvmc and installed packages
 * are left out, because users cannot fix their program there. Frames of the code that called `build()` are also left out.
 */
export function framesOf(stack: string): readonly Frame[] {
  const frames = allFrames(stack)
  const end = frames.findIndex(({ file }) => runners.some(runner => file.startsWith(runner)))
  return frames.slice(0, end < 0 ? frames.length : end).filter(isUsers)
}

const isUsers = ({ file }: Frame): boolean =>
  !file.startsWith(own) && !file.includes(`${sep}node_modules${sep}`)

/**
 * The innermost stack frame outside of Node, if it is in the user's own program. It shows whether the program itself threw the
 * error, even if libvmc called the program.
 */
export function throwerOf(stack: string): Frame | undefined {
  const [frame] = allFrames(stack)
  return frame && isUsers(frame) ? frame : undefined
}

/** The file of the innermost frame outside of libvmc. This file may belong to another installed package. */
export function fileOf(stack: string): string | undefined {
  return allFrames(stack).find(({ file }) => !file.startsWith(own))?.file
}

const allFrames = (stack: string): readonly Frame[] =>
  [...stack.matchAll(frame)].map(([, name, file = '', line, column]) => ({
    file: (file.startsWith('file:') ? fileURLToPath(file) : file).replace(/\?.*$/, ''),
    line: Number(line),
    column: Number(column),
    ...(name && name !== '<anonymous>' && { function: name }),
  }))

/** A frame of a stack trace: a location in a file of the user or of an installed package, or a native function. */
export type Step = (Frame & { readonly isAwait: boolean }) | { readonly native: string }

// The frame of Node that appears between an async function and its caller in a stack trace after an `await`.
const PROMISE_QUEUE = '(node:internal/process/task_queues:'

/**
 * Returns all frames of a stack trace, innermost first. Functions of JavaScript itself and functions of libvmc are returned as
 * native functions: `{ native: 'Array.map' }`, `{ native: 'DomainBuilder.use' }`.
 */
export function stepsOf(stack: string): readonly Step[] {
  return stack
    .split('\n')
    .filter(line => /^ +at /.test(line) && !line.includes(PROMISE_QUEUE))
    .map(line => {
      const [step] = allFrames(line)
      if (step && !step.file.startsWith(own)) return { ...step, isAwait: /^ +at async /.test(line) }
      return { native: /^ +at (?:async )?(.*?)(?: \[as .*\])?(?: \(|$)/.exec(line)?.[1] ?? '' }
    })
}
