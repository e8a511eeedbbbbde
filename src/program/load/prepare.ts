import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { cacheOf, digest, keep, recall } from '../cache.ts'
import { esbuild } from './esbuild.ts'
import { isTypeScript, locate } from './locate.ts'
import { inputOf } from './transform.ts'

/** JavaScript made ahead of time, waiting for its module to be loaded. */
export const ready = new Map<string, string>()

/**
 * Turns a file and everything it imports by path into JavaScript ahead of their loading, because the first
 * synchronous call of esbuild takes 40 ms longer than the first asynchronous one.
 */
export async function prepare(file: string, seen = new Set<string>()): Promise<void> {
  if (seen.has(file) || ready.has(file) || !isTypeScript(file)) return
  seen.add(file)
  try {
    const code = await transform(file)
    ready.set(file, code)
    const imports = [...code.matchAll(/\b(?:from |import ?\(?)"(\.[^"]*)"/g)]
    await Promise.all(
      imports.map(([, path = '']) => prepare(locate(resolve(dirname(file), path)) ?? '', seen)),
    )
  } catch {
    // Loading meets the same failure again, in its own time.
  }
}

/** The same file gives the same JavaScript, and starting esbuild takes longer than reading what it made. */
async function transform(file: string): Promise<string> {
  const [source, options] = inputOf(file)
  const cache = cacheOf(dirname(file))
  const kept = cache && join(cache, `js-${digest(file).slice(0, 16)}`)
  const madeFrom = digest(source, JSON.stringify(options), esbuildVersion())
  const before = kept && recall(kept, madeFrom)
  if (before !== undefined) return before
  const { code } = await esbuild().transform(source, options)
  if (kept) keep(kept, madeFrom, code)
  return code
}

const esbuildVersion = (): string => createRequire(import.meta.url)('esbuild/package.json').version
