import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { TransformOptions } from 'esbuild'
import { esbuild } from './esbuild.ts'
import { findUp } from './find-up.ts'
import { locate } from './locate.ts'

export const isTypeScript = (file: string): boolean => /\.([mc]?ts|tsx)$/.test(file)

/** JavaScript made ahead of time, waiting for its module to be loaded. */
const ready = new Map<string, string>()

/**
 * Turns a file and everything it imports by path into JavaScript ahead of their loading, because the first
 * synchronous call of esbuild takes 40 ms longer than the first asynchronous one.
 */
export async function prepare(file: string, seen = new Set<string>()): Promise<void> {
  if (seen.has(file) || ready.has(file) || !isTypeScript(file)) return
  seen.add(file)
  try {
    const { code } = await esbuild.transform(await readFile(file, 'utf8'), options(file))
    ready.set(file, code)
    const imports = [...code.matchAll(/\b(?:from |import ?\(?)"(\.[^"]*)"/g)]
    await Promise.all(
      imports.map(([, path = '']) => prepare(locate(resolve(dirname(file), path)) ?? '', seen)),
    )
  } catch {
    // Loading meets the same failure again, in its own time.
  }
}

/** The JavaScript of a TypeScript file, with its source map inside. */
export function toJavaScript(file: string): string {
  const code =
    ready.get(file) ?? esbuild.transformSync(readFileSync(file, 'utf8'), options(file)).code
  ready.delete(file)
  return code
}

function options(file: string): TransformOptions {
  const extension = extname(file)
  return {
    loader: extension === '.tsx' ? 'tsx' : 'ts',
    format: extension === '.cts' ? 'cjs' : 'esm',
    target: `node${process.versions.node}`,
    sourcefile: pathToFileURL(file).href,
    sourcemap: 'inline',
    sourcesContent: false,
    tsconfigRaw: tsconfig(dirname(file)),
    logLevel: 'silent',
  }
}

/** The nearest tsconfig.json decides about decorators, class fields and unused imports. */
function tsconfig(folder: string): string {
  const file = findUp('tsconfig.json', folder)
  return file ? readFileSync(file, 'utf8') : '{}'
}
