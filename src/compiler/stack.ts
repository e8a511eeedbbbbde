import { dirname, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A place in a person's own code that a stack trace passes through; line and column count from 1. */
export interface Frame {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly function?: string
}

/** Where this package's own code lies: `dist/` when shipped, `src/` in its own tests. */
const compiler = dirname(fileURLToPath(import.meta.url)) + sep
const own = dirname(compiler) + sep

const frame =
  /^ +at (?!.*\beval at )(?:async )?(?:(.*?) \()?((?:file:|\/|[a-z]:[\\/]).*?):(\d+):(\d+)\)?$/gim

/**
 * The places of a stack trace that are the person's own, innermost first: Node, this package and installed packages
 * are left out, because nobody can mend their program there, and so is whoever called the compiler to run it.
 */
export function callSites(error: { readonly stack?: string }): readonly Frame[] {
  const frames = [...(error.stack ?? '').matchAll(frame)].map(
    ([, name, place = '', line, column]) => ({
      file: place.startsWith('file:') ? fileURLToPath(place) : place,
      line: Number(line),
      column: Number(column),
      ...(name && name !== '<anonymous>' && { function: name }),
    }),
  )
  const end = frames.findIndex(({ file }) => file.startsWith(compiler))
  return frames
    .slice(0, end < 0 ? frames.length : end)
    .filter(({ file }) => !file.startsWith(own) && !file.includes(`${sep}node_modules${sep}`))
}
