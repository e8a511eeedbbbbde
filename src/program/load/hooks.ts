// What vmc teaches Node to load a program of TypeScript files as they lie on disk, each a module of its own, so that
// `import.meta` stays true. Where Node's hooks are asynchronous, this file runs in a thread of Node's own, which takes 30 ms
// to start: it is given the JavaScript that is ready, and loads esbuild only for what nobody foresaw.
import type { LoadHook, ResolveHook } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { refuseSpecialFile } from '../../diagnostics/regular-file.ts'
import { isTypeScript, locate } from './locate.ts'
import { toJavaScript } from './transform.ts'

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

/** Loads modules with whatever turns TypeScript into JavaScript, at once or later. */
export const loadWith =
  (toJavaScript: (file: string) => string | Promise<string>): LoadHook =>
  (url, context, next) => {
    const file = pathOf(url)
    if (isTypeScript(file)) {
      const format = file.endsWith('.cts') ? 'commonjs' : 'module'
      const loaded = (source: string) => ({ format, source, shortCircuit: true }) as const
      const source = toJavaScript(file)
      return typeof source === 'string' ? loaded(source) : (source.then(loaded) as never)
    }
    // Node would open a named pipe and wait forever.
    if (file !== '') refuseSpecialFile(file)
    // To TypeScript JSON is data, with or without `with { type: 'json' }`.
    const json = context.format === 'json' && { importAttributes: { type: 'json' } }
    return next(url, { ...context, ...json })
  }

let port: MessagePort | undefined

/** In a thread of its own: where JavaScript comes from. */
export function initialize(data: { readonly port: MessagePort }): void {
  port = data.port
}

const ready = new Map<string, string>()

/** In a thread of its own: the hook. */
export const load: LoadHook = loadWith(async file => {
  let posted = port && receiveMessageOnPort(port)
  for (; port && posted; posted = receiveMessageOnPort(port)) {
    for (const [file, code] of posted.message as ReadonlyMap<string, string>) ready.set(file, code)
  }
  const code = ready.get(file)
  ready.delete(file)
  if (code !== undefined) return code
  return toJavaScript(file)
})

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
