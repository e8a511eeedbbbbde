import { createRequire, Module } from 'node:module'
import { dirname, resolve } from 'node:path'
import { locate } from './locate.ts'
import { toCommonJs } from './transform.ts'

/*
 * Lets `require` load TypeScript, including the CommonJS modules in `.cts` files. In Node 20 and 22, a CommonJS module from a
 * module hook cannot require ES modules such as libvmc. Therefore Node's own CommonJS loader compiles these modules.
 */

/** Node's CommonJS loader. Its types are not public. */
interface Loader {
  _extensions: Record<string, (module: CompilingModule, file: string) => void>
  _resolveFilename(
    specifier: string,
    parent: { filename?: string } | null,
    ...rest: unknown[]
  ): string
}

interface CompilingModule {
  _compile(code: string, file: string): void
}

/** Lets `require` load TypeScript files until the process ends. */
export function installRequire(): void {
  const loader = Module as unknown as Loader
  const original = loader._resolveFilename
  loader._resolveFilename = (specifier, parent, ...rest) => {
    try {
      return original.call(loader, specifier, parent, ...rest)
    } catch (missing) {
      const found = findRequired(specifier, parent?.filename)
      if (found === undefined) throw missing
      return found
    }
  }
  for (const extension of ['.ts', '.tsx', '.mts', '.cts'])
    loader._extensions[extension] = (module, file) => module._compile(toCommonJs(file), file)
}

// Returns the file for a `require` call that Node cannot resolve: a TypeScript file, or libvmc if the program has not
// installed libvmc.
function findRequired(specifier: string, from: string | undefined): string | undefined {
  if (from === undefined) return undefined
  if (/^\.{0,2}\//.test(specifier)) return locate(resolve(dirname(from), specifier))
  return /^libvmc(\/|$)/.test(specifier) ? requireOwn.resolve(specifier) : undefined
}

const requireOwn = createRequire(import.meta.url)
