// Teaches Node to load a program of TypeScript files as they lie on disk, each a module of its own, so that
// `import.meta` stays true. Where Node's hooks are asynchronous, this file runs in a thread of Node's own.
import module, { type LoadHook, type ResolveHook } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { locate } from './locate.ts'
import { isTypeScript, prepare, toJavaScript } from './transform.ts'

export { prepare }

/** Imports by path are found as TypeScript finds them; `libvmc` is found wherever the program lies. */
export const resolve: ResolveHook = (specifier, context, next) => {
  const { parentURL = '' } = context
  if (/^libvmc(\/|$)/.test(specifier)) {
    const own = { ...context, parentURL: import.meta.url }
    return attempt(
      () => next(specifier, context),
      missing =>
        attempt(
          () => next(specifier, own),
          () => {
            throw missing
          },
        ),
    )
  }
  const byPath = /^(\.|\/|file:)/.test(specifier) && /^file:(?!.*\/node_modules\/)/.test(parentURL)
  if (!byPath) return next(specifier, context)
  const url = new URL(specifier, parentURL)
  const file = locate(fileURLToPath(url))
  if (!file) return next(specifier, context)
  const isRequired = context.conditions.includes('require')
  return next(isRequired ? file : pathToFileURL(file).href + url.search, context)
}

const loadNow: LoadHook = (url, context, next) => {
  const file = pathOf(url)
  if (isTypeScript(file)) {
    const format = file.endsWith('.cts') ? 'commonjs' : 'module'
    return { format, source: toJavaScript(file), shortCircuit: true }
  }
  // To TypeScript JSON is data, with or without `with { type: 'json' }`.
  const json = context.format === 'json' && { importAttributes: { type: 'json' } }
  return next(url, { ...context, ...json })
}

const loadLater: LoadHook = async (url, context, next) => {
  await prepare(pathOf(url))
  return loadNow(url, context, next)
}

export const load = 'registerHooks' in module ? loadNow : loadLater

const pathOf = (url: string): string => (url.startsWith('file:') ? fileURLToPath(url) : '')

/** Hooks are given promises in one Node and values in another. */
function attempt<T>(
  run: () => T | Promise<T>,
  rescue: (failure: unknown) => T | Promise<T>,
): T | Promise<T> {
  try {
    const done = run()
    return done instanceof Promise ? done.catch(rescue) : done
  } catch (failure) {
    return rescue(failure)
  }
}
