import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A place in a person's own code that a stack trace passes through; line and column count from 1. */
export interface Frame {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly function?: string
}

// Where this package's own code lies: `dist/` when shipped, `src/` in its own tests.
const own = fileURLToPath(new URL('..', import.meta.url))
// The folders that run a person's program.
const runners = ['program', 'build'].map(folder => join(own, folder, sep))

const frame =
  /^ +at (?!.*\beval at )(?:async )?(?:(.*?) \()?((?:file:|\/|[a-z]:[\\/]).*?):(\d+):(\d+)\)?$/gim

/**
 * The places of a stack trace that are the person's own, innermost first: Node, this package and installed packages
 * are left out, because nobody can mend their program there, and so is whoever called the compiler to run it.
 */
export function framesOf(stack: string): readonly Frame[] {
  const frames = allFrames(stack)
  const end = frames.findIndex(({ file }) => runners.some(runner => file.startsWith(runner)))
  return frames
    .slice(0, end < 0 ? frames.length : end)
    .filter(({ file }) => !file.startsWith(own) && !file.includes(`${sep}node_modules${sep}`))
}

/** The file of the innermost place that is not this package's own: an installed package counts too. */
export function fileOf(stack: string): string | undefined {
  return allFrames(stack).find(({ file }) => !file.startsWith(own))?.file
}

const allFrames = (stack: string): readonly Frame[] =>
  [...stack.matchAll(frame)].map(([, name, place = '', line, column]) => ({
    file: (place.startsWith('file:') ? fileURLToPath(place) : place).replace(/\?.*$/, ''),
    line: Number(line),
    column: Number(column),
    ...(name && name !== '<anonymous>' && { function: name }),
  }))

/** One step of a stack trace: a place in a file, or a function that lies in no file of a person or a package. */
export type Step = (Frame & { readonly isAwait: boolean }) | { readonly native: string }

// Node's queue of promises shows up below an async function that has waited, above the function that waits for it.
const PROMISE_QUEUE = '(node:internal/process/task_queues:'

/**
 * All steps of a stack trace, innermost first, with those of installed packages. `Array.map` is `{ native: 'Array.map' }`;
 * this package is native too, by the name of its method: `{ native: 'DomainBuilder.use' }`.
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
