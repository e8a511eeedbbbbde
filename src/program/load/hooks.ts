// These module hooks let Node import TypeScript files. Each file remains a separate module, so that `import.meta` is correct.
// In Node 20, hooks are asynchronous, and this file runs in a worker that takes 30 ms to start. The main thread transforms
// most files beforehand and sends their JavaScript to the worker. The worker loads esbuild only for the other files.
import type { LoadHook, ResolveHook } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { refuseSpecialFile } from '../../diagnostics/regular-file.ts'
import { isTypeScript, locate } from './locate.ts'
import { toJavaScript } from './transform.ts'

// The folder of vmc's own modules. The hooks do not process these modules, because the program may have changed JavaScript
// functions that the hooks call.
const ownFolder = new URL('../..', import.meta.url).href

/**
 * The resolve hook. It resolves imports by path in the same way as TypeScript. If the program has not installed `libvmc`, the
 * hook resolves `libvmc` to this package.
 */
export const resolve: ResolveHook = (specifier, context, next) => {
  const { parentURL = '' } = context
  if (parentURL.startsWith(ownFolder)) return next(specifier, context)
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

/** Creates a load hook that transforms TypeScript files with the given function, which may be asynchronous. */
export const loadWith =
  (toJavaScript: (file: string) => string | Promise<string>): LoadHook =>
  (url, context, next) => {
    if (url.startsWith(ownFolder)) return next(url, context)
    const file = pathOf(url)
    const isCommonJs = file.endsWith('.cts')
    // If a file is loaded with `require`, Node's CommonJS loader compiles it (see require.ts), so this hook returns no
    // source.
    if (isCommonJs && context.conditions?.includes('require'))
      return { format: 'commonjs', source: null as never, shortCircuit: true }
    if (isTypeScript(file)) {
      const loaded = (code: string) => {
        const source = isCommonJs ? importRequired(file, code) : code
        return { format: 'module', source, shortCircuit: true } as const
      }
      const source = toJavaScript(file)
      return typeof source === 'string' ? loaded(source) : (source.then(loaded) as never)
    }
    // Reading a named pipe that has no writer would block Node forever.
    if (file !== '') refuseSpecialFile(file)
    // TypeScript accepts JSON imports without `with { type: 'json' }`. Node requires this attribute, so the hook adds it.
    const json = context.format === 'json' && { importAttributes: { type: 'json' } }
    return next(url, { ...context, ...json })
  }

let port: MessagePort | undefined

/**
 * Node calls this function first when the hooks run in a worker. The port delivers pretransformed JavaScript from the main
 * thread.
 */
export function initialize(data: { readonly port: MessagePort }): void {
  port = data.port
}

// The JavaScript that the worker received from the main thread, by file.
const received = new Map<string, string>()

/** The load hook that Node uses when the hooks run in a worker. */
export const load: LoadHook = loadWith(async file => {
  let message = port && receiveMessageOnPort(port)
  for (; port && message; message = receiveMessageOnPort(port)) {
    for (const [file, code] of message.message as ReadonlyMap<string, string>)
      received.set(file, code)
  }
  const code = received.get(file)
  received.delete(file)
  if (code !== undefined) return code
  return toJavaScript(file)
})

const pathOf = (url: string): string => (url.startsWith('file:') ? fileURLToPath(url) : '')

/**
 * Runs a function. If the function fails, runs the fallback. The function may return a promise, because hooks are asynchronous
 * in some versions of Node.
 */
function attempt<T>(
  run: () => T | Promise<T>,
  fallback: (failure: unknown) => T | Promise<T>,
): T | Promise<T> {
  try {
    const done = run()
    return done instanceof Promise ? done.catch(fallback) : done
  } catch (failure) {
    return fallback(failure)
  }
}

/**
 * The source text of an ES module that requires a CommonJS file and exports the same names. It is needed because a CommonJS
 * module from a load hook cannot require ES modules in Node 20 and 22. `code` is the CommonJS code that esbuild made from the
 * file, which contains a list of the exports.
 */
function importRequired(file: string, code: string): string {
  const lines = [...exportNames(code)].map(
    (name, index) => `const e${index} = all.${name}\nexport { e${index} as ${name} }`,
  )
  return [
    "import { createRequire } from 'node:module'",
    `const all = createRequire(import.meta.url)(${JSON.stringify(file)})`,
    ...lines,
    'export default all',
  ].join('\n')
}

// Returns the exported names of CommonJS code: the properties assigned to `exports`, and the keys of an object assigned to
// `module.exports`.
function exportNames(code: string): ReadonlySet<string> {
  const lists = [...code.matchAll(/\bmodule\.exports = \{([^}]*)/g)].flatMap(([, list = '']) =>
    [...list.matchAll(/(?<=^|,)\s*([\w$]+)\s*(?=[:,]|$)/g)].map(([, name]) => name!),
  )
  const assigned = [...code.matchAll(/\bexports\.([\w$]+) = /g)].map(([, name]) => name!)
  const names = new Set([...lists, ...assigned])
  names.delete('default')
  return names
}
